import { z } from "zod";
import { auditFilter } from "@/lib/api/endpoints/admin-audit/definition";
import { userFilter } from "@/lib/api/endpoints/admin-users/filter";
import { define } from "@/lib/api/http/definition";

const csvFile = {
  status: 200,
  schema: z.string().meta({ description: "A CSV file with a header line (RFC 4180)." }),
  mediaType: "text/csv",
} as const;

export const exportUsersEndpoint = define({
  method: "GET",
  path: "/api/v1/admin/export/users.csv",
  summary: "Export users",
  description: "All users that match, as a CSV file, which is written while it is sent. Takes the filters of the list.",
  access: "admin:*",
  query: userFilter,
  success: csvFile,
});

export const exportAuditEndpoint = define({
  method: "GET",
  path: "/api/v1/admin/export/audit.csv",
  summary: "Export the audit log",
  description: "All records that match, as a CSV file, newest first. Takes the filters of the list.",
  access: "admin:*",
  query: auditFilter,
  success: csvFile,
});
