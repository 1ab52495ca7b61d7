import { placeHoldEndpoint } from "@/lib/api/endpoints/holds/definition";
import { holdProblem } from "@/lib/api/endpoints/holds/refusals";
import { toHoldView } from "@/lib/api/endpoints/holds/view";
import { storedMetadata } from "@/lib/api/endpoints/spending/dimensions";
import { pricing } from "@/lib/api/endpoints/spending/priced";
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
    // With the quantity and its rate, so that a retry is recognized after the rate has changed.
    const result = await spendQueue().hold(
      {
        ...charge,
        accountId,
        expiresInSeconds: body.expiresInSeconds,
        idempotencyKey: idempotency.key,
        description: body.description,
        // What it may cost is not what it costs: the parts of the price come with the capture.
        metadata: storedMetadata(body, null),
        actor: actorOf(caller),
      },
      now,
    );
    if (!result.ok) return holdProblem(result);
    const { balance, available, replayed } = result;
    return {
      ...toHoldView(result.hold),
      balance: jsonInteger(balance),
      available: jsonInteger(available),
      replayed,
    };
  }),
});
