import { creditsOver } from "@/lib/analytics/metrics/credits";
import { periodsOf } from "@/lib/analytics/metrics/periods";
import { getCreditMetricsEndpoint } from "@/lib/api/endpoints/admin-metrics/definition";
import { BAD_RANGE, rangeOf } from "@/lib/api/endpoints/admin-metrics/range";
import { toCreditsView } from "@/lib/api/endpoints/admin-metrics/view";
import { invalidFields } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getCreditMetricsEndpoint, async ({ query, reports, now }) => {
    const range = rangeOf(query, now);
    if (!range) return invalidFields([BAD_RANGE]);
    const periods = periodsOf(range);
    return toCreditsView(periods, await creditsOver((await reports.recent()).sql, periods));
  }),
});
