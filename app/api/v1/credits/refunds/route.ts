import { toEntryView } from "@/lib/api/endpoints/balance/view";
import { refundEndpoint } from "@/lib/api/endpoints/spending/definition";
import { refundProblem } from "@/lib/api/endpoints/spending/refusals";
import { undoLimits } from "@/lib/api/endpoints/spending/undo-limits";
import { creditAccount } from "@/lib/api/http/account";
import { actorOf, type Caller } from "@/lib/api/http/caller";
import { idempotencyKeyOf, storedKey } from "@/lib/api/http/idempotency-key";
import { jsonInteger } from "@/lib/api/http/json";
import { Problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import type { Sql } from "@/lib/db";
import { currentAccountId } from "@/lib/ledger/current-account-id";
import { parseEntryId } from "@/lib/ledger/entry-id";
import { reverse } from "@/lib/ledger/reverse";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(refundEndpoint, async ({ request, caller, account, body, database, now }) => {
    const idempotency = idempotencyKeyOf(request, caller, undefined);
    if (idempotency instanceof Problem) return idempotency;
    const accountId = await creditAccount(account, database, now);
    const of = await spendOf(database.sql, caller, accountId, body);
    if (of === null) return refundProblem({ ok: false, reason: "unknown_entry" });
    const refused = await undoLimits().refunds.refuse(accountId);
    if (refused) return refused;
    const result = await reverse(
      database.sql,
      {
        accountId,
        of,
        amount: body.amount === undefined ? undefined : BigInt(body.amount),
        idempotencyKey: idempotency.key,
        reason: body.reason,
        actor: actorOf(caller),
      },
      now,
    );
    if (!result.ok) return refundProblem(result);
    const { entry, balance, available, replayed } = result;
    return { entry: toEntryView(entry), balance: jsonInteger(balance), available: jsonInteger(available), replayed };
  }),
});

/** The spend that the body identifies; null for an entry of another account. */
async function spendOf(
  sql: Sql,
  caller: Caller,
  accountId: string,
  { entry, idempotencyKey }: { entry?: string; idempotencyKey?: string },
) {
  const key = storedKey(caller, idempotencyKey);
  if (key !== null) return { idempotencyKey: key };
  const named = parseEntryId(entry ?? "");
  if (named === null) return null;
  const isOwn = named.accountId === accountId || (await currentAccountId(sql, named.accountId)) === accountId;
  return isOwn ? { seq: named.seq } : null;
}
