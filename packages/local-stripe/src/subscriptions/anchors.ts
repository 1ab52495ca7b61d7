import { invalid } from "../core/api/errors";
import { boundary, daysInMonth } from "../core/clock/calendar";
import type { Tables } from "../core/store/tables";
import { cadenceOf } from "./periods";

export interface AnchorConfigInput {
  day_of_month: number;
  hour: number | undefined;
  minute: number | undefined;
  month: number | undefined;
  second: number | undefined;
}

/** The first moment from `now` on that matches the configuration; unset fields are taken from `now`. UTC. */
export function anchorFromConfig(input: AnchorConfigInput, price: Tables["price"], now: number): number {
  const name = (field: string) => `billing_cycle_anchor_config[${field}]`;
  const { interval, count } = cadenceOf(price);
  if (interval !== "month" && interval !== "year") {
    throw invalid("billing_cycle_anchor_config needs a monthly or yearly price.", "billing_cycle_anchor_config");
  }
  within(input.day_of_month, 1, 31, name("day_of_month"));
  within(input.month, 1, 12, name("month"));
  within(input.hour, 0, 23, name("hour"));
  within(input.minute, 0, 59, name("minute"));
  within(input.second, 0, 59, name("second"));
  const today = new Date(now * 1000);
  const span = interval === "year" || input.month !== undefined ? 12 * 8 : Math.max(2, count + 1);
  for (let ahead = 0; ahead <= span; ahead += 1) {
    const year = today.getUTCFullYear() + Math.floor((today.getUTCMonth() + ahead) / 12);
    const month = (today.getUTCMonth() + ahead) % 12;
    if (input.month !== undefined && month !== input.month - 1) continue;
    const day = Math.min(input.day_of_month, daysInMonth(year, month));
    const hour = input.hour ?? today.getUTCHours();
    const minute = input.minute ?? today.getUTCMinutes();
    const second = input.second ?? today.getUTCSeconds();
    const at = Math.floor(Date.UTC(year, month, day, hour, minute, second) / 1000);
    if (at >= now) return at;
  }
  throw invalid("No date matches billing_cycle_anchor_config.", "billing_cycle_anchor_config");
}

/** An anchor may not be further away than the first natural end of a period. */
export function requireReachable(anchor: number, price: Tables["price"], now: number, start: number): void {
  const { interval, count } = cadenceOf(price);
  if (anchor < start)
    throw invalid("billing_cycle_anchor cannot be before the subscription starts.", "billing_cycle_anchor");
  if (anchor > boundary(now, interval, count, 1)) {
    throw invalid(
      "billing_cycle_anchor cannot be later than next natural billing date " +
        `(${boundary(now, interval, count, 1)}) for plan`,
      "billing_cycle_anchor",
    );
  }
}

function within(value: number | undefined, least: number, most: number, name: string): void {
  if (value !== undefined && (value < least || value > most)) {
    throw invalid(`This value must be between ${least} and ${most}.`, name);
  }
}
