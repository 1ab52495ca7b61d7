import { listAuditEndpoint } from "@/lib/api/endpoints/admin-audit/definition";
import { toAuditView } from "@/lib/api/endpoints/admin-audit/view";
import { invalidFields } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { BAD_CURSOR } from "@/lib/api/http/schemas";
import { listAudit } from "@/lib/audit-log/list-audit";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listAuditEndpoint, async ({ query, reports }) => {
    const { sql } = await reports.current();
    const page = await listAudit(sql, query);
    if (!page.ok) return invalidFields([{ field: "cursor", message: BAD_CURSOR }]);
    return { data: page.data.map(toAuditView), nextCursor: page.nextCursor };
  }),
});
