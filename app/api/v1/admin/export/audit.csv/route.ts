import { exportAuditEndpoint } from "@/lib/api/endpoints/admin-exports/definition";
import { csvReply } from "@/lib/api/http/reply";
import { resource } from "@/lib/api/http/resource";
import { serve } from "@/lib/api/http/route";
import { auditCsv } from "@/lib/audit-log/audit-csv";
import { csvName } from "@/lib/format/write-csv";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: serve(
    exportAuditEndpoint,
    async ({ request, query, reports, now }) => ({
      name: csvName("audit", now),
      // The framework answers HEAD with the GET handler, and would never read the body.
      lines: request.method === "HEAD" ? null : auditCsv((await reports.current()).sql, query),
    }),
    csvReply,
  ),
});
