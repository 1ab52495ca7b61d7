import { toEntryView } from "@/lib/api/endpoints/balance/view";
import { consumeEndpoint } from "@/lib/api/endpoints/spending/definition";
import { pricing } from "@/lib/api/endpoints/spending/priced";
import { debitProblem } from "@/lib/api/endpoints/spending/refusals";
import { wasSpent } from "@/lib/api/endpoints/spending/was-done";
import { accountOf } from "@/lib/api/http/account";
import { idempotencyKeyOf } from "@/lib/api/http/idempotency-key";
import { jsonInteger } from "@/lib/api/http/json";
import { actorOf } from "@/lib/api/http/principal";
import { Problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { spendQueue } from "@/lib/ledger/spend-queue";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(consumeEndpoint, async ({ request, principal, body, database, now }) => {
    const idempotency = idempotencyKeyOf(request, principal, body.idempotencyKey);
    if (idempotency instanceof Problem) return idempotency;
    const accountId = await accountOf(principal, database, now);
    const charge = await pricing(database.sql)(body, wasSpent(database.sql, accountId, idempotency.key));
    if (charge instanceof Problem) return charge;
    const result = await spendQueue().debit(
      {
        ...charge,
        accountId,
        idempotencyKey: idempotency.key,
        description: body.description,
        metadata: body.metadata,
        actor: actorOf(principal),
      },
      now,
    );
    if (!result.ok) return debitProblem(result);
    const { entry, balance, available, replayed } = result;
    return { entry: toEntryView(entry), balance: jsonInteger(balance), available: jsonInteger(available), replayed };
  }),
});
