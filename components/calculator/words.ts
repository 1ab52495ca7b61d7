import { MOST_UNITS, type PriceProblem } from "@/components/calculator/calculator-state";
import { formatCredits } from "@/components/ui/credits";

/** The longer words of /calculator. */
export const words = {
  title: "What will it cost?",
  intro: "Enter what you use in a month. You see the credits it takes and the cheapest way to have them.",
  requests: "Each request is charged in whole credits, so many small requests cost more than a few large ones.",
  invalid: "Correct the marked numbers to see what it costs.",
  covered: "There is nothing to buy.",
  leavePlan: "You pay for a plan now. Cancel it in billing: you keep it until the end of the paid period.",
  noOffer: "No plan on sale covers this usage.",
  tooMany: (most: bigint) => `More than ${formatCredits(most)} credits a month are beyond this calculator.`,
  year: "Calculated over a year: credits from packs do not expire, so what is left of one serves the next months.",
  unused: (credits: string) => `The plan has ${credits} more a month than you use.`,
  leftOver: (credits: string) => `${credits} from packs are left at the end of the year. They do not expire.`,
  buyPacks: "in the course of the year: whenever your balance runs low, or by auto top-up.",
} satisfies Record<string, string | ((...values: never[]) => string)>;

export const problems: Record<PriceProblem, string> = {
  not_a_number: "Enter a number, such as 1,000 or 12.5, with at most 6 decimals.",
  not_whole: "Enter a whole number, such as 1,000.",
  ambiguous_point: "Write a thousand as 1,000 and one and a half as 1.5.",
  too_large: `Enter at most ${formatCredits(MOST_UNITS)}.`,
  not_a_count: "Enter a whole number of requests.",
  too_many_requests: "That is less than a millionth of a unit per request.",
  too_many_credits: "That is more than the ledger can charge.",
};
