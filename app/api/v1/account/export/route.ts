import { exportAccount, exportFileName } from "@/lib/account/export/export-account";
import { exportLimit } from "@/lib/account/export/export-limit";
import { exportAccountEndpoint } from "@/lib/api/endpoints/accounts/definition";
import { rateLimited } from "@/lib/api/http/problems";
import { zipReply } from "@/lib/api/http/reply";
import { resource } from "@/lib/api/http/resource";
import { serve } from "@/lib/api/http/route";
import { deviceOf } from "@/lib/auth/request-device";
import { recordSecurityEvent } from "@/lib/auth/security-event";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: serve(
    exportAccountEndpoint,
    async ({ request, caller: { userId }, database, reports, now }) => {
      const name = exportFileName(now);
      // The framework answers HEAD with the GET handler, and would never read the body.
      if (request.method === "HEAD") return { name, body: null };
      const retryAfterSeconds = await exportLimit().refuse(userId);
      if (retryAfterSeconds !== null) return rateLimited(retryAfterSeconds);
      const { network } = deviceOf(request.headers);
      await recordSecurityEvent(database.prisma, { action: "account.exported", userId, network }, new Date());
      return { name, body: exportAccount((await reports.current()).prisma, { userId }, now) };
    },
    zipReply,
  ),
});
