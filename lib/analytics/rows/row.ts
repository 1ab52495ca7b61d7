import type { KeysetPlace } from "@/lib/keyset";

/** One of the rows behind a number. */
export type Row = {
  at: Date | null;
  userId: string | null;
  email: string | null;
  /** The id that an app gave them. */
  externalId: string | null;
  /** What happened, or what it is. */
  what: string;
  /** What it adds to a number in money, in minor units; empty when the number is not about money, or nobody paid. */
  money: readonly { cents: bigint; currency: string }[];
  /** What it adds to a number in credits; null when the number is not about credits. */
  credits: bigint | null;
  /** The payment that it is about. */
  paymentId: string | null;
  /** Where the next page goes on. */
  place: KeysetPlace;
};

export type RowPage = { rows: Row[]; next: KeysetPlace | null };

export type PageWish = { after: KeysetPlace | null; limit: number };

/** What a row has nothing of. */
export const BLANK = { at: null, money: [], credits: null, paymentId: null } as const;

/** A page of rows of which one more than asked for was read, if there is one. */
export function pageOf(rows: readonly Row[], limit: number): RowPage {
  const page = rows.slice(0, limit);
  return { rows: page, next: rows.length > limit ? (page.at(-1)?.place ?? null) : null };
}
