import type { BillingInterval } from "@/lib/catalog/types";

/** The words of the pricing page that are longer than a label. */
export const words = {
  title: "Credits that refill every month.",
  lead: "Pick a plan and use its credits for anything. Credits you buy in packs never expire.",
  noPlans: "No plans are available right now.",
  noPlansNote: "Please check back later.",
  packs: "Credit packs",
  packsNote: "one-time, kept until spent",
  rates: "What credits buy",
  ratesNote: "the same price on every plan",
  calculate: "Calculate what you need",
  compare: "Compare plans",
  compareHint: "Scroll the table sideways to see every plan.",
  questions: "Questions",
  savesTwoMonths: "Yearly billing saves two months. Credits still refill monthly.",
  savesUpTo: (amount: string) => `Yearly billing saves up to ${amount}. Credits still refill monthly.`,
  trialTerms: "One trial per person and card. You need a card, which is charged when the trial ends.",
  notSold: (interval: BillingInterval) => `Not available with ${INTERVAL_NAMES[interval].toLowerCase()} billing.`,
  payFirst: "Pay your open invoice to change plans.",
  overdue: (plan: string, amount: string) => `Your last payment of ${amount} for ${plan} failed.`,
  bankAsks: (plan: string, amount: string) => `Your bank asks you to confirm the payment of ${amount} for ${plan}.`,
  overdueNote: "Pay the open invoice to keep your plan. After that you can change it.",
  unfinished: (plan: string, amount: string) => `Your first payment of ${amount} for ${plan} is incomplete.`,
  included: "What it includes",
  trial: (days: number, credits: string) => `A free trial of ${days} days with ${credits}`,
  buys: (credits: string) => `What ${credits} buy`,
  buysNote: "Each figure is what they buy if you spend them on that alone.",
  cancelAnyTime: "Change or cancel at any time. You keep what you paid for.",
  freeTerms: "For as long as you like. No card needed.",
  freeAfter: "You return to this plan when a paid plan ends.",
  unfinishedNote: "Complete it to start the plan, or choose another one.",
} as const;

/** The name of a billing interval on a switch. */
export const INTERVAL_NAMES: Record<BillingInterval, string> = { MONTH: "Monthly", YEAR: "Yearly" };
