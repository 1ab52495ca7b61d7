import { invalid } from "../core/api/errors";
import { addMonths } from "../core/clock/calendar";

const day = 86_400;
const mostDays = 730;

/**
 * Engine second at which a trial of so many days ends; null without one. Source: `trial_end` in
 * https://docs.stripe.com/api/subscriptions/create, at most two years.
 */
export function trialEndAfter(days: number | undefined, from: number, param: string): number | null {
  if (days === undefined) return null;
  if (days > mostDays) throw invalid(`Invalid ${param}: must be at most ${mostDays}.`, param);
  if (days < 0) throw invalid(`Invalid ${param}: must be a positive integer.`, param, "parameter_invalid_integer");
  return days === 0 ? null : from + days * day;
}

/** A trial ends in the future, and at most two years after the anchor it is counted from. */
export function requireTrialEnd(at: number, now: number, anchor: number, param: string): void {
  if (at <= now) throw invalid("Invalid timestamp: must be an integer Unix timestamp in the future.", param);
  requireWithinTwoYears(at, Math.max(now, anchor), param);
}

export function requireWithinTwoYears(at: number, anchor: number, param: string): void {
  if (at > addMonths(anchor, 24)) {
    throw invalid(`Invalid ${param}: must be at most two years from the billing cycle anchor.`, param);
  }
}
