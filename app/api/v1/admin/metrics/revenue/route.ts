import { findCurrency } from "@/lib/analytics/metrics/currencies";
import { mrrOver } from "@/lib/analytics/metrics/mrr";
import { periodsOf } from "@/lib/analytics/metrics/periods";
import { revenueOver } from "@/lib/analytics/metrics/revenue";
import { getRevenueMetricsEndpoint } from "@/lib/api/endpoints/admin-metrics/definition";
import { BAD_RANGE, rangeOf } from "@/lib/api/endpoints/admin-metrics/range";
import { toRevenueView } from "@/lib/api/endpoints/admin-metrics/view";
import { invalidFields } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getRevenueMetricsEndpoint, async ({ query, reports, now }) => {
    const range = rangeOf(query, now);
    if (!range) return invalidFields([BAD_RANGE]);
    const { sql } = await reports.recent();
    const periods = periodsOf(range);
    const found = await findCurrency(sql, undefined);
    // Asked for, a currency that nobody paid in yet is one of zeros: another one's figures would be taken for its own.
    const { currency, currencies } = { ...found, currency: query.currency ?? found.currency };
    const [mrr, revenue] = await Promise.all([mrrOver(sql, periods, currency), revenueOver(sql, periods, currency)]);
    return toRevenueView({ periods, currency, currencies, mrr, revenue });
  }),
});
