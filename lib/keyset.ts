import { isUuid } from "@/lib/is-uuid";
import { isStorable } from "@/lib/storable";
import { isWithinBounds } from "@/lib/time-bounds";

/** A place in a list that is sorted by a value and, among equals, by id. */
export type KeysetPlace = { value: string; id: string };

/** The cursor of a place: opaque to callers. */
export function formatKeyset({ value, id }: KeysetPlace): string {
  return Buffer.from(JSON.stringify([value, id])).toString("base64url");
}

/** The place of a cursor; null when the text is not one. */
export function parseKeyset(cursor: string): KeysetPlace | null {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    if (!Array.isArray(parsed) || parsed.length !== 2) return null;
    const [value, id] = parsed;
    if (typeof value !== "string" || !isStorable(value)) return null;
    return typeof id === "string" && isUuid(id) ? { value, id } : null;
  } catch {
    return null;
  }
}

/** The place of a cursor in a list sorted by time; null when the text is not one. */
export function parseTimeKeyset(cursor: string): { at: Date; id: string } | null {
  const place = parseKeyset(cursor);
  const at = place && timeInKeyset(place);
  return place && at ? { at, id: place.id } : null;
}

/**
 * The time of a place in a list sorted by time; null when its value is not one as toISOString writes it, within the years that
 * the app accepts.
 */
export function timeInKeyset({ value }: KeysetPlace): Date | null {
  const at = new Date(value);
  return isWithinBounds(at) && at.toISOString() === value ? at : null;
}
