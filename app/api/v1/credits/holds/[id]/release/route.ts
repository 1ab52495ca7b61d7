import { accountOf } from "@/lib/api/account";
import { releaseHoldEndpoint } from "@/lib/api/definitions/holds";
import { holdProblem, noSuchHold } from "@/lib/api/hold-refusals";
import { jsonInteger } from "@/lib/api/json";
import { mayEndHold } from "@/lib/api/may-end-hold";
import { resource } from "@/lib/api/resource";
import { route } from "@/lib/api/route";
import { toHoldView } from "@/lib/api/views/holds";
import { releaseHold } from "@/lib/ledger/release-hold";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(releaseHoldEndpoint, async ({ principal, params, database, now }) => {
    const accountId = await accountOf(principal, database, now);
    if (!(await mayEndHold(database.sql, principal, accountId, params.id))) return noSuchHold();
    const result = await releaseHold(database.sql, { accountId, holdId: params.id }, now);
    if (!result.ok) return holdProblem(result);
    const { hold, balance, available, replayed } = result;
    return { ...toHoldView(hold), balance: jsonInteger(balance), available: jsonInteger(available), replayed };
  }),
});
