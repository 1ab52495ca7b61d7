import { z } from "zod";
import { MAX_AMOUNT } from "@/lib/ledger/types";
import { isWithinBounds } from "@/lib/time-bounds";

/** The pieces that endpoints' schemas share. Field names and shapes are the API's contract. */

export const MAX_CREDITS = Number(MAX_AMOUNT);

/** Credits in a request. */
export const creditAmount = z
  .int(`Give a whole number of credits from 1 to ${MAX_CREDITS}.`)
  .min(1, "Give at least 1 credit.")
  .max(MAX_CREDITS, `Give at most ${MAX_CREDITS} credits.`)
  .meta({ description: "Credits, a whole number." });

/** Credits in an answer. */
export const credits = z.int().meta({ description: "Credits, a whole number." });
/** A sum of credits in an answer, which may have grown for years: see jsonTotal. */
export const creditTotal = z
  .union([z.int(), z.string().regex(/^-?\d+$/)])
  .meta({ description: "Credits, a whole number; as decimal text if it is beyond 2^53 - 1." });
export const cents = z
  .int()
  .meta({ description: "In the currency's minor unit, as Stripe counts: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD." });
export const currency = z.string().meta({ description: "ISO 4217, lower case.", example: "usd" });
export const time = z.iso.datetime().meta({ description: "RFC 3339, UTC." });

export const isoTime = (date: Date): string => date.toISOString();
export const isoTimeOrNull = (date: Date | null): string | null => date?.toISOString() ?? null;

/** Text that PostgreSQL can hold: no NUL, no half of a surrogate pair. */
export function text(max: number) {
  return z
    .string()
    .max(max, `Give at most ${max} characters.`)
    .refine(isStorable, "This text has a character that cannot be stored.");
}

export function isStorable(value: string): boolean {
  return !value.includes("\u0000") && !/\p{Surrogate}/u.test(value);
}

export const idempotencyKey = text(255)
  .min(1, "Give at least 1 character.")
  .regex(/^\P{Cc}*$/u, "Give a key without control characters.")
  .meta({
    description:
      "The same request under the same key is done once. Unique per account: its owner has one set of keys, and the app with its service keys has another.",
  });

const BOUNDS = "Give a time of the years 1970 to 2200.";

/** An instant, within the years that the app takes. */
export const moment = z.iso
  .datetime({ offset: true, error: "Give a time as in 2026-11-21T08:00:00Z." })
  .transform((value) => new Date(value))
  .refine(isWithinBounds, BOUNDS)
  .meta({ description: "RFC 3339, of the years 1970 to 2200." });

/** An instant as it was written, or a day. */
export const dayOrMoment = z
  .union(
    [z.iso.datetime({ offset: true }), z.iso.date()],
    "Give a time as in 2026-11-21T08:00:00Z, or a day as in 2026-11-21.",
  )
  .refine((value) => isWithinBounds(new Date(value)), BOUNDS);

/** An instant, or a day, which begins at 00:00 UTC. */
export const instant = dayOrMoment.transform((value) => new Date(value));

export const limit = z
  .string()
  .regex(/^([1-9][0-9]?|100)$/, "Give a whole number from 1 to 100.")
  .transform(Number)
  .default(25)
  .meta({ type: "integer", minimum: 1, maximum: 100, default: 25, description: "How many a page has." });

export const cursor = z
  .string()
  .max(200, "This is no cursor of this list.")
  .meta({ description: "The `nextCursor` of the page before." });

/** Lists come in pages; `nextCursor` asks for the next one. */
export function page<Item extends z.ZodType>(item: Item) {
  return z.object({ data: z.array(item), nextCursor: z.string().nullable() });
}
