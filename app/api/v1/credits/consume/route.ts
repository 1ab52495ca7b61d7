import { toEntryView } from "@/lib/api/endpoints/balance/view";
import { consumeEndpoint } from "@/lib/api/endpoints/spending/definition";
import { pricing } from "@/lib/api/endpoints/spending/priced";
import { refusedProblem } from "@/lib/api/endpoints/spending/refused";
import { spendOf } from "@/lib/api/endpoints/spending/requests";
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
    const { key } = idempotency;
    const actor = actorOf(caller);
    const spend = { ...spendOf(body, charge), accountId, idempotencyKey: key, actor };
    const result = await spendQueue().debit(spend, now);
    if (!result.ok) {
      return refusedProblem(result, { verb: "SPEND", body, userId: account.userId, key, actor }, database.sql, now);
    }
    const { entry, balance, available, replayed } = result;
    return { entry: toEntryView(entry), balance: jsonInteger(balance), available: jsonInteger(available), replayed };
  }),
});
