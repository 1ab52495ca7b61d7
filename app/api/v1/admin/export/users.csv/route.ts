import { usersCsv } from "@/lib/account/list/users-csv";
import { exportUsersEndpoint } from "@/lib/api/endpoints/admin-exports/definition";
import { csvReply } from "@/lib/api/http/reply";
import { resource } from "@/lib/api/http/resource";
import { serve } from "@/lib/api/http/route";
import { csvName } from "@/lib/format/write-csv";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: serve(
    exportUsersEndpoint,
    async ({ request, query, reports, now }) => ({
      name: csvName("users", now),
      // The framework answers HEAD with the GET handler, and would never read the body.
      lines: request.method === "HEAD" ? null : usersCsv((await reports.current()).prisma, query),
    }),
    csvReply,
  ),
});
