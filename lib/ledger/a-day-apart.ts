import { DAY_MS } from "@/lib/time";

/**
 * The moments for `ledger_seq_at` between which the entries made from one moment until another are numbered. Entries are in the
 * order of their times but for the differences between machines' clocks, which are no more than a day.
 */
export function aDayApart(from: Date, until: Date): { after: Date; before: Date } {
  return { after: new Date(from.getTime() - DAY_MS), before: new Date(until.getTime() + DAY_MS) };
}
