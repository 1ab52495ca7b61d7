import { exportPaymentsEndpoint } from "@/lib/api/endpoints/admin-payments/definition";
import { csvReply } from "@/lib/api/http/reply";
import { resource } from "@/lib/api/http/resource";
import { serve } from "@/lib/api/http/route";
import { exportPayments } from "@/lib/billing/purchases/export-payments";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: serve(
    exportPaymentsEndpoint,
    async ({ request, query, reports, now }) => ({
      name: `payments-${now.toISOString().slice(0, 10)}.csv`,
      // The framework answers HEAD with the GET handler, and would never read the body.
      lines: request.method === "HEAD" ? null : exportPayments((await reports.current()).prisma, query),
    }),
    csvReply,
  ),
});
