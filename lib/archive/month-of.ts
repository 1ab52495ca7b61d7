import type { Month } from "@/lib/ledger/archive/months";

/** The first day of a month, as the database has it. */
export const firstDay = (month: Month): Date => new Date(`${month}-01`);

/** The month of its first day. */
export const monthOf = (first: Date): Month => first.toISOString().slice(0, 7);
