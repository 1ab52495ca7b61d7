import { dayStart, isDay } from "@/lib/analytics/calendar";
import { PAYMENT_NEEDS, type PaymentFilter } from "@/lib/billing/purchases/list-all-payments";
import { PAYMENT_KINDS, PAYMENT_STATUSES } from "@/lib/billing/types";
import { isStorable } from "@/lib/storable";

/** The filter in the URL of the payments page; invalid values are ignored. */
export type PaymentQuery = Omit<PaymentFilter, "from" | "to"> & { from?: string; to?: string; cursor?: string };

export function parsePaymentQuery(query: Record<string, string | string[] | undefined>): PaymentQuery {
  const status = PAYMENT_STATUSES.find((one) => one === query.status);
  const kind = PAYMENT_KINDS.find((one) => one === query.kind);
  const needs = PAYMENT_NEEDS.find((one) => one === query.needs);
  const text = (name: string) => {
    const value = query[name];
    return typeof value === "string" && value.trim() !== "" && isStorable(value) ? value.trim() : undefined;
  };
  const day = (name: string) => {
    const value = text(name);
    return value && isDay(value) ? value : undefined;
  };
  const currency = text("currency")?.toLowerCase();
  const [user, from, to, cursor] = [text("user"), day("from"), day("to"), text("cursor")];
  return {
    ...(status && { status }),
    ...(kind && { kind }),
    ...(needs && { needs }),
    ...(currency && /^[a-z]{3}$/.test(currency) && { currency }),
    ...(user && { user }),
    ...(query.by === "paid" && { by: "paid" }),
    ...(from && { from }),
    ...(to && { to }),
    ...(cursor && { cursor }),
  };
}

/** Its days as moments, in the admin's time zone; both days are included. */
export function toPaymentFilter({ cursor: _cursor, from, to, ...rest }: PaymentQuery, timeZone: string): PaymentFilter {
  const [start, end] = [from && dayStart(from, timeZone), to && dayStart(to, timeZone, 1)];
  return { ...rest, ...(start && { from: start }), ...(end && { to: end }) };
}

/** The address of the CSV file with the same payments. */
export function paymentExportPath({ from, to, ...rest }: PaymentFilter): string {
  const dates = { ...(from && { from: from.toISOString() }), ...(to && { to: to.toISOString() }) };
  return `/api/v1/admin/export/payments.csv?${new URLSearchParams({ ...rest, ...dates } as Record<string, string>)}`;
}
