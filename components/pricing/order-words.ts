import { formatCredits } from "@/components/ui/credits";

/** The words of the order page that are longer than a label. */
export const words = {
  notSold: "This plan or pack is no longer on sale.",
  notSoldNote: "The link may be old. See what is on sale now.",
  otherAmount: "These credits are not sold in this amount.",
  amounts: (least: number, most: number) => `Choose from ${formatCredits(least)} to ${formatCredits(most)} credits.`,
  free: (plan: string) => `${plan} is included in your account.`,
  freeNote: (credits: string) =>
    `${credits} every month, without a payment. It applies whenever you have no paid plan.`,
  verifyFirst: (plan: string) => `Verify your email address to try ${plan}.`,
  verifyNote: (email: string) =>
    `We sent a link to ${email}. Free trials need a verified address. Open the link, and you continue with the payment from there.`,
  toPayment: "Continue to payment",
  planNote: "Cancel any time in Billing. You keep the plan until the end of what you paid for.",
  trialNote: (days: number) => `Free for ${days} days. Nothing is charged until then, and you can cancel before.`,
  /** `debt`: what happens to the part that pays what is owed; empty when nothing is. */
  packNote: (debt: string) => `${debt || "Added to your balance at once."} Credits from packs never expire.`,
} as const;
