import { z } from "zod";
import { addDays } from "@/lib/analytics/calendar";
import { MAX_AMOUNT } from "@/lib/ledger/types";
import { storableText } from "@/lib/storable";
import { isWithinBounds } from "@/lib/time-bounds";

/** The pieces that endpoints' schemas share. Field names and shapes are the API's contract. */

export const MAX_CREDITS = Number(MAX_AMOUNT);

/** Credits in a request. */
export const creditAmount = z
  .int(`Must be a whole number from 1 to ${MAX_CREDITS}.`)
  .min(1, "Must be at least 1.")
  .max(MAX_CREDITS, `Must be at most ${MAX_CREDITS}.`)
  .meta({ description: "Credits, a whole number." });

/** Credits in a response. */
export const credits = z.int().meta({ description: "Credits, a whole number." });

/** A sum of credits in a response, which can outgrow a JSON integer over the years: see jsonTotal. */
export const creditTotal = z
  .union([z.int(), z.string().regex(/^-?\d+$/)])
  .meta({ description: "Credits, a whole number; a decimal string if larger than 2^53 - 1." });
export const cents = z
  .int()
  .meta({ description: "In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD." });
export const currency = z.string().meta({ description: "Three-letter ISO 4217 code, in lowercase.", example: "usd" });
export const time = z.iso.datetime().meta({ description: "RFC 3339, in UTC." });

export const isoTime = (date: Date): string => date.toISOString();
export const isoTimeOrNull = (date: Date | null): string | null => date?.toISOString() ?? null;

/** Text that PostgreSQL can hold: no NUL, no half of a surrogate pair. */
export function text(max: number) {
  return storableText.max(max, `Must be at most ${max} characters.`);
}

export const idempotencyKey = text(255)
  .min(1, "Must not be empty.")
  .regex(/^\P{Cc}*$/u, "Must not contain control characters.")
  .meta({
    description:
      "Makes a request safe to retry: requests with the same key are processed once. Keys are unique per account. The account's owner and service keys have separate sets.",
  });

const BOUNDS = "Must be a time between the years 1970 and 2200.";

/** An instant, within the years that the app accepts. */
export const moment = z.iso
  .datetime({ offset: true, error: "Must be a time such as 2026-11-21T08:00:00Z." })
  .transform((value) => new Date(value))
  .refine(isWithinBounds, BOUNDS)
  .meta({ description: "RFC 3339, between the years 1970 and 2200." });

/** An instant or a day, as it was sent. */
export const dayOrMoment = z
  .union(
    [z.iso.datetime({ offset: true }), z.iso.date()],
    "Must be a time such as 2026-11-21T08:00:00Z, or a day such as 2026-11-21.",
  )
  .refine((value) => isWithinBounds(new Date(value)), BOUNDS);

/** An instant, or a day, which begins at 00:00 UTC. */
export const instant = dayOrMoment.transform((value) => new Date(value));

/** Where a range ends, excluded: an instant, or the end of a day in UTC, so that a day is included as a whole. */
export const until = dayOrMoment
  .transform((value) => new Date(value.length === DAY_LENGTH ? `${addDays(value, 1)}T00:00:00Z` : value))
  .meta({ description: "Before this time. A day without a time is included as a whole, in UTC." });

const DAY_LENGTH = "2026-11-21".length;

export const limit = z
  .string()
  .regex(/^([1-9][0-9]?|100)$/, "Must be a whole number from 1 to 100.")
  .transform(Number)
  .default(25)
  .meta({ type: "integer", minimum: 1, maximum: 100, default: 25, description: "The number of items to return." });

/** The error for a cursor that the list did not return. */
export const BAD_CURSOR = "Not a cursor of this list.";

export const cursor = z.string().max(200, BAD_CURSOR).meta({ description: "The `nextCursor` of the previous page." });

/** The query of most lists, whose cursors are ids. */
export const listQuery = z.object({ limit, cursor: cursor.pipe(z.uuid(BAD_CURSOR)).optional() });

/** Lists come in pages; `nextCursor` asks for the next one. */
export function page<Item extends z.ZodType>(item: Item) {
  return z.object({ data: z.array(item), nextCursor: z.string().nullable() });
}
