import { z } from "zod";
import { exampleAudit } from "@/lib/api/endpoints/admin-audit/example";
import { auditView } from "@/lib/api/endpoints/admin-audit/view";
import { define } from "@/lib/api/http/definition";
import { cursor, instant, limit, page, text, until } from "@/lib/api/http/schemas";

export const auditFilter = z.object({
  actor: text(255)
    .optional()
    .meta({ description: "A user's id or email address, or `system` for commands and background work." }),
  target: text(255).optional().meta({ description: "The id of what was changed, or a user's email address." }),
  action: text(100).optional().meta({ description: "Such as `credits.adjusted` or `user.locked`." }),
  from: instant.optional().meta({ description: "Records at or after this time." }),
  to: until.optional(),
  show: z
    .enum(["everything", "changes"], "Must be everything or changes.")
    .optional()
    .meta({ description: "`changes` leaves out what users did to their own account, such as signing in." }),
});

export const listAuditEndpoint = define({
  method: "GET",
  path: "/api/v1/admin/audit",
  summary: "List the audit log",
  description:
    "Who did what, when and why, newest first. Records are never changed or deleted. `network` is the caller's IPv4 /24 or IPv6 /48.",
  access: "admin:*",
  query: auditFilter.extend({ limit, cursor: cursor.optional() }),
  success: { status: 200, schema: page(auditView) },
  example: { query: { show: "changes" }, answer: { data: [exampleAudit], nextCursor: null } },
});
