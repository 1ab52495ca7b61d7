import { exampleCredits, exampleRevenue } from "@/lib/api/endpoints/admin-metrics/example";
import { rangeQuery } from "@/lib/api/endpoints/admin-metrics/range";
import { creditsView, revenueView } from "@/lib/api/endpoints/admin-metrics/view";
import { define } from "@/lib/api/http/definition";
import { text } from "@/lib/api/http/schemas";
import { isCurrency } from "@/lib/format/currencies";

const RANGE =
  "`from` and `to` are days, both included; without them, the last 30 days. The range before it is as many whole months, or as many days. Updated every five minutes.";

export const getRevenueMetricsEndpoint = define({
  method: "GET",
  path: "/api/v1/admin/metrics/revenue",
  summary: "Get MRR and revenue",
  description: `MRR with its movements, and payments net of refunds, disputes, credit notes and Stripe's fees, in one currency: \`currency\`, or the one with the most payments. MRR at the start plus the movements is MRR at the end. ${RANGE}`,
  access: "admin:*",
  query: rangeQuery.extend({
    currency: text(3)
      .toLowerCase()
      .refine(isCurrency, "Must be a currency that Stripe charges in, such as usd.")
      .optional(),
  }),
  success: { status: 200, schema: revenueView },
  example: { query: { from: "2026-11-01", to: "2026-11-30" }, answer: exampleRevenue },
});

export const getCreditMetricsEndpoint = define({
  method: "GET",
  path: "/api/v1/admin/metrics/credits",
  summary: "Get credit metrics",
  description: `Credits issued, spent, expired, clawed back and adjusted; the liability at the end of the range, in credits and by what was paid for them; and the breakage. ${RANGE}`,
  access: "admin:*",
  query: rangeQuery,
  success: { status: 200, schema: creditsView },
  example: { query: { from: "2026-11-01", to: "2026-11-30" }, answer: exampleCredits },
});
