import { isUuid } from "@/lib/is-uuid";

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
    return typeof value === "string" && typeof id === "string" && isUuid(id) ? { value, id } : null;
  } catch {
    return null;
  }
}

/** The place of a cursor in a list sorted by time; null when the text is not one. */
export function parseTimeKeyset(cursor: string): { at: Date; id: string } | null {
  const place = parseKeyset(cursor);
  const at = place && new Date(place.value);
  return place && at && !Number.isNaN(at.getTime()) ? { at, id: place.id } : null;
}
