import { MOST_UNITS, type PriceProblem } from "@/components/calculator/calculator-state";
import { formatCredits } from "@/components/ui/credits";

/** The longer words of /calculator. */
export const words = {
  title: "What will it cost?",
  intro: "Enter what you use in a month to see how many credits it takes, and the plan or packs that cost least.",
  requestsLabel: "Number of requests",
  requests: "Each request is charged in whole credits, so many small requests cost more than a few large ones.",
  invalid: "Correct the marked numbers to see what it costs.",
  covered: "There is nothing to buy.",
  leavePlan:
    "You need no paid plan for this. You can cancel yours in billing and keep it until the end of the paid period.",
  noOffer: "No plan on sale covers this usage.",
  tooMany: (most: bigint) => `More than ${formatCredits(most)} credits a month is more than this calculator can price.`,
  year: "Calculated over a year: credits from packs never expire, so what is left of a pack serves later months.",
  unused: (credits: string) => `The plan includes ${credits} a month more than you use.`,
  leftOver: (credits: string) => `${credits} from packs are left at the end of the year. They never expire.`,
  buyPacks: "over the year, whenever your balance runs low. Auto top-up can do it for you.",
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
