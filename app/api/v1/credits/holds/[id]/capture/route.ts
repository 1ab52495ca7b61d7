import { toEntryView } from "@/lib/api/endpoints/balance/view";
import { captureHoldEndpoint } from "@/lib/api/endpoints/holds/definition";
import { mayEndHold } from "@/lib/api/endpoints/holds/may-end-hold";
import { holdProblem } from "@/lib/api/endpoints/holds/refusals";
import { pricing } from "@/lib/api/endpoints/spending/priced";
import { wasSpent } from "@/lib/api/endpoints/spending/was-done";
import { creditAccount } from "@/lib/api/http/account";
import { actorOf } from "@/lib/api/http/caller";
import { idempotencyKeyOf } from "@/lib/api/http/idempotency-key";
import { jsonInteger } from "@/lib/api/http/json";
import { Problem, problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { spendQueue } from "@/lib/ledger/spend-queue";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(captureHoldEndpoint, async ({ request, caller, account, params, body, database, now }) => {
    const idempotency = idempotencyKeyOf(request, caller, body.idempotencyKey);
    if (idempotency instanceof Problem) return idempotency;
    const accountId = await creditAccount(account, database, now);
    if (!(await mayEndHold(database.sql, caller, accountId, params.id))) return problem("unknown_hold");
    const takesAll = body.amount === undefined && body.meter === undefined;
    const retry = wasSpent(database.sql, accountId, idempotency.key);
    const charge = takesAll ? null : await pricing(database.sql)(body, retry);
    if (charge instanceof Problem) return charge;
    const result = await spendQueue().capture(
      {
        ...charge,
        accountId,
        holdId: params.id,
        idempotencyKey: idempotency.key,
        description: body.description,
        metadata: body.metadata,
        actor: actorOf(caller),
      },
      now,
    );
    if (!result.ok) return holdProblem(result, body.meter === undefined ? "amount" : "quantity");
    const { entry, balance, available, replayed } = result;
    return { entry: toEntryView(entry), balance: jsonInteger(balance), available: jsonInteger(available), replayed };
  }),
});
