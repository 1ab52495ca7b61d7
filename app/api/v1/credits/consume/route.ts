import { accountOf } from "@/lib/api/account";
import { consumeEndpoint } from "@/lib/api/definitions/credits";
import { idempotencyKeyOf } from "@/lib/api/idempotency-key";
import { jsonInteger } from "@/lib/api/json";
import { debitProblem } from "@/lib/api/ledger-refusals";
import { pricing } from "@/lib/api/priced";
import { actorOf } from "@/lib/api/principal";
import { Problem } from "@/lib/api/problems";
import { resource } from "@/lib/api/resource";
import { route } from "@/lib/api/route";
import { toEntryView } from "@/lib/api/views/credits";
import { wasSpent } from "@/lib/api/was-done";
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
