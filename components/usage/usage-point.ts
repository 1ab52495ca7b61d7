import { dateFormat } from "@/lib/format/formats";
/** A calendar day ("2026-11-24") and the credits spent on it. */
export type UsagePoint = { day: string; spent: number };

/** "24 Nov" from "2026-11-24": a calendar day, independent of time zones. */
export function dayText(day: string): string {
  return dateFormat({ day: "numeric", month: "short", timeZone: "UTC" }).format(new Date(day));
}
