import { addMonths } from "../core/clock/calendar";
import { Refused } from "./body";

/** The engine second that `{seconds}`, `{days}`, `{months}` (they add up) or `{to: RFC 3339}` names. */
export function targetOf(body: Record<string, unknown>, now: number): number {
  if (typeof body.to === "string") {
    const at = Math.floor(Date.parse(body.to) / 1000);
    if (Number.isNaN(at)) throw new Refused("`to` must be an RFC 3339 time, for instance 2027-01-31T12:00:00Z.");
    if (at < now) throw new Refused("Time only goes forward: `to` lies before the engine's now.");
    return at;
  }
  const months = amount(body, "months");
  const days = amount(body, "days");
  const seconds = amount(body, "seconds");
  if (months + days + seconds === 0) throw new Refused("Send seconds, days, months or to.");
  return addMonths(now, months) + days * 86_400 + seconds;
}

function amount(body: Record<string, unknown>, name: string): number {
  const value = body[name] ?? 0;
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0) {
    throw new Refused(`\`${name}\` must be a whole number, zero or more.`);
  }
  return value;
}
