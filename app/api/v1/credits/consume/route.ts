import { toEntryView } from "@/lib/api/endpoints/balance/view";
import { consumeEndpoint } from "@/lib/api/endpoints/spending/definition";
import { storedMetadata } from "@/lib/api/endpoints/spending/dimensions";
import { pricing } from "@/lib/api/endpoints/spending/priced";
import { debitProblem } from "@/lib/api/endpoints/spending/refusals";
import { wasSpent } from "@/lib/api/endpoints/spending/was-done";
import { creditAccount } from "@/lib/api/http/account";
import { actorOf } from "@/lib/api/http/caller";
import { idempotencyKeyOf } from "@/lib/api/http/idempotency-key";
import { jsonInteger } from "@/lib/api/http/json";
import { Problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { spendQueue } from "@/lib/ledger/spend-queue";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(consumeEndpoint, async ({ request, caller, account, body, database, now }) => {
    const idempotency = idempotencyKeyOf(request, caller, body.idempotencyKey);
    if (idempotency instanceof Problem) return idempotency;
    const accountId = await creditAccount(account, database, now);
    const charge = await pricing(database.sql)(body, wasSpent(database.sql, accountId, idempotency.key));
    if (charge instanceof Problem) return charge;
    const result = await spendQueue().debit(
      {
        ...charge,
        accountId,
        idempotencyKey: idempotency.key,
        description: body.description,
        metadata: storedMetadata(body, charge.items),
        actor: actorOf(caller),
      },
      now,
    );
    if (!result.ok) return debitProblem(result);
    const { entry, balance, available, replayed } = result;
    return { entry: toEntryView(entry), balance: jsonInteger(balance), available: jsonInteger(available), replayed };
  }),
});
