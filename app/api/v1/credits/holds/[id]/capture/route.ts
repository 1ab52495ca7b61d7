import { accountOf } from "@/lib/api/account";
import { captureHoldEndpoint } from "@/lib/api/definitions/holds";
import { holdProblem, noSuchHold } from "@/lib/api/hold-refusals";
import { idempotencyKeyOf } from "@/lib/api/idempotency-key";
import { jsonInteger } from "@/lib/api/json";
import { actorOf } from "@/lib/api/principal";
import { Problem } from "@/lib/api/problems";
import { resource } from "@/lib/api/resource";
import { route } from "@/lib/api/route";
import { mayEndHold } from "@/lib/api/spender";
import { toEntryView } from "@/lib/api/views/credits";
import { captureHold } from "@/lib/ledger/capture-hold";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(captureHoldEndpoint, async ({ request, principal, params, body, database, now }) => {
    const idempotency = idempotencyKeyOf(request.headers, body.idempotencyKey);
    if (idempotency instanceof Problem) return idempotency;
    const accountId = await accountOf(principal, database, now);
    if (!(await mayEndHold(database.sql, principal, accountId, params.id))) return noSuchHold();
    const result = await captureHold(
      database.sql,
      {
        accountId,
        holdId: params.id,
        amount: body.amount === undefined ? undefined : BigInt(body.amount),
        idempotencyKey: idempotency.key,
        description: body.description,
        metadata: body.metadata,
        actor: actorOf(principal),
      },
      now,
    );
    if (!result.ok) return holdProblem(result);
    const { entry, balance, available, replayed } = result;
    return { entry: toEntryView(entry), balance: jsonInteger(balance), available: jsonInteger(available), replayed };
  }),
});
