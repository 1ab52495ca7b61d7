import { releaseHoldEndpoint } from "@/lib/api/endpoints/holds/definition";
import { mayEndHold } from "@/lib/api/endpoints/holds/may-end-hold";
import { holdProblem } from "@/lib/api/endpoints/holds/refusals";
import { toHoldView } from "@/lib/api/endpoints/holds/view";
import { creditAccount } from "@/lib/api/http/account";
import { jsonInteger } from "@/lib/api/http/json";
import { problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { releaseHold } from "@/lib/ledger/release-hold";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(releaseHoldEndpoint, async ({ caller, account, params, database, now }) => {
    const accountId = await creditAccount(account, database, now);
    if (!(await mayEndHold(database.sql, caller, accountId, params.id))) return problem("unknown_hold");
    const result = await releaseHold(database.sql, { accountId, holdId: params.id }, now);
    if (!result.ok) return holdProblem(result);
    const { hold, balance, available, replayed } = result;
    return { ...toHoldView(hold), balance: jsonInteger(balance), available: jsonInteger(available), replayed };
  }),
});
