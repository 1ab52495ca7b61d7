import { streamBalanceEndpoint } from "@/lib/api/endpoints/balance/definition";
import { readBalance } from "@/lib/api/endpoints/balance/read-balance";
import { creditAccount } from "@/lib/api/http/account";
import { problem } from "@/lib/api/http/problems";
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
  GET: streamRoute(streamBalanceEndpoint, async ({ request, caller, account, database: open, now }) => {
    const accountId = await creditAccount(account, open, now);
    const { userId } = account;
    const first = await readBalance(open, { accountId, userId }, now);
    if (!first) return noSuchAccount();
    const stream = liveBalances().open({
      accountId,
      // A service key opens streams for many people from one address.
      address: caller.key?.service ? null : clientIp(request.headers, env().TRUSTED_PROXIES),
      hasPaid: await hasPaid(open.sql, userId),
      first,
      read: async () => readBalance(database("live"), { accountId, userId }, await clock.now()),
      isAllowed: allowanceOf(request, streamBalanceEndpoint.access, database("live").sql),
      isConcernedBy: (announcement) => concerns(caller, announcement),
      request,
    });
    if (stream.ok) return stream.body;
    return stream.reason !== "too_many_of_process"
      ? problem("too_many_streams", RETRY_LATER)
      : problem("no_stream_free", RETRY_LATER);
  }),
});

const RETRY_LATER = { retryAfterSeconds: 30 };
