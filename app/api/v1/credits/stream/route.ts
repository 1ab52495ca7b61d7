import { readBalance } from "@/lib/api/endpoints/balance/read-balance";
import { streamBalanceEndpoint } from "@/lib/api/endpoints/balance/stream-definition";
import { accountOf } from "@/lib/api/http/account";
import { Problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { noSuchAccount } from "@/lib/api/http/target-account";
import { allowanceOf, concerns } from "@/lib/api/live/allowance";
import { liveBalances } from "@/lib/api/live/process-streams";
import { streamRoute } from "@/lib/api/live/stream-route";
import { clientIp } from "@/lib/auth/client-ip";
import { hasPaid } from "@/lib/billing/has-paid";
import * as clock from "@/lib/clock";
import { database } from "@/lib/db";
import { env } from "@/lib/env";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: streamRoute(streamBalanceEndpoint, async ({ request, principal, database: open, now }) => {
    const accountId = await accountOf(principal, open, now);
    const account = { accountId, userId: principal.userId };
    const first = await readBalance(open, account, now);
    if (!first) return noSuchAccount();
    const stream = liveBalances().open({
      accountId,
      // A service key reads for many people from one address.
      address: principal.key?.service ? null : clientIp(request.headers, env().TRUSTED_PROXIES),
      hasPaid: await hasPaid(open.sql, principal.userId),
      first,
      read: async () => readBalance(database("live"), account, await clock.now()),
      isAllowed: allowanceOf(request, streamBalanceEndpoint.access, database("live").sql),
      isConcernedBy: (announcement) => concerns(principal, announcement),
      signal: request.signal,
    });
    if (stream.ok) return stream.body;
    return stream.reason !== "too_many_of_process"
      ? new Problem("too_many_streams", "Close one that nobody reads, or share one between readers.", RETRY_LATER)
      : new Problem("no_stream_free", "Ask for the balance now and then instead, and try again later.", RETRY_LATER);
  }),
});

const RETRY_LATER = { headers: { "retry-after": "30" } };
