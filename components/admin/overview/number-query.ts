import type { Route } from "next";
import { type OverviewQuery, parseOverviewQuery } from "@/components/admin/overview/overview-query";
import { isDay } from "@/lib/analytics/calendar";
import { FACTS } from "@/lib/analytics/metrics/revenue";
import type { NumberName, RowFilter } from "@/lib/analytics/rows/numbers";
import { PAYMENT_KINDS } from "@/lib/billing/types";

type Params = Record<string, string | string[] | undefined>;

/** What chooses the rows of a number beside the range and the currency; values that cannot be are left out. */
export type NumberQuery = OverviewQuery & Pick<RowFilter, "money" | "balances" | "cohort">;

/** The rows that an address asks for. */
export function parseNumberQuery(params: Params, timeZone: string, now: Date): NumberQuery {
  const text = (name: string) => {
    const value = params[name];
    return typeof value === "string" && !value.includes("\u0000") ? value : undefined;
  };
  const [kind, item, fact] = [text("kind"), text("item"), text("fact")];
  const [month, nth] = [text("month"), text("nth")];
  return {
    ...parseOverviewQuery(params, timeZone, now),
    money: {
      ...oneOf("kind", PAYMENT_KINDS, kind),
      ...(item !== undefined && { item }),
      ...oneOf("fact", FACTS, fact),
    },
    balances: { from: credits(text("least")), to: credits(text("below")) },
    cohort: month && isDay(`${month}-01`) ? { month, nth: nth && /^\d{1,3}$/.test(nth) ? Number(nth) : null } : null,
  };
}

/** The address of the rows behind a number. */
export function numberPath(name: NumberName, query: Record<string, string> = {}): Route {
  return `/admin/metrics/${name}?${new URLSearchParams(query)}` as Route;
}

function oneOf<Name extends string, Value extends string>(
  name: Name,
  values: readonly Value[],
  text: string | undefined,
) {
  const value = values.find((one) => one === text);
  return (value ? { [name]: value } : {}) as Partial<Record<Name, Value>>;
}

function credits(text: string | undefined): bigint | null {
  return text && /^-?\d{1,16}$/.test(text) ? BigInt(text) : null;
}
