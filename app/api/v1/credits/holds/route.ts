import { placeHoldEndpoint } from "@/lib/api/endpoints/holds/definition";
import { toHoldView } from "@/lib/api/endpoints/holds/view";
import { pricing } from "@/lib/api/endpoints/spending/priced";
import { refusedProblem } from "@/lib/api/endpoints/spending/refused";
import { holdOf } from "@/lib/api/endpoints/spending/requests";
import { undoLimits } from "@/lib/api/endpoints/spending/undo-limits";
import { wasHeld } from "@/lib/api/endpoints/spending/was-done";
import { creditAccount } from "@/lib/api/http/account";
import { actorOf } from "@/lib/api/http/caller";
import { idempotencyKeyOf } from "@/lib/api/http/idempotency-key";
import { jsonInteger } from "@/lib/api/http/json";
import { Problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { spendQueue } from "@/lib/ledger/spend-queue";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(placeHoldEndpoint, async ({ request, caller, account, body, database, now }) => {
    const idempotency = idempotencyKeyOf(request, caller, body.idempotencyKey);
    if (idempotency instanceof Problem) return idempotency;
    const accountId = await creditAccount(account, database, now);
    const charge = await pricing(database.sql)(body, wasHeld(database.sql, accountId, idempotency.key));
    if (charge instanceof Problem) return charge;
    const refused = caller.key?.service ? null : await undoLimits().ownHolds.refuse(accountId);
    if (refused) return refused;
    const { key } = idempotency;
    const actor = actorOf(caller);
    const wanted = { ...holdOf(body, charge), accountId, idempotencyKey: key, actor };
    const result = await spendQueue().hold(wanted, now);
    if (!result.ok) {
      return refusedProblem(result, { verb: "HOLD", body, userId: account.userId, key, actor }, database.sql, now);
    }
    const { balance, available, replayed } = result;
    return {
      ...toHoldView(result.hold),
      balance: jsonInteger(balance),
      available: jsonInteger(available),
      replayed,
    };
  }),
});
