import { toEntryView } from "@/lib/api/endpoints/balance/view";
import { refundEndpoint } from "@/lib/api/endpoints/holds/definition";
import { refundProblem } from "@/lib/api/endpoints/refunds/refusals";
import { undoLimits } from "@/lib/api/endpoints/spending/undo-limits";
import { accountOf } from "@/lib/api/http/account";
import { idempotencyKeyOf, storedKey } from "@/lib/api/http/idempotency-key";
import { jsonInteger } from "@/lib/api/http/json";
import { actorOf, type Principal } from "@/lib/api/http/principal";
import { Problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { parseEntryId } from "@/lib/ledger/entry-id";
import { reverse } from "@/lib/ledger/reverse";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(refundEndpoint, async ({ request, principal, body, database, now }) => {
    const idempotency = idempotencyKeyOf(request, principal, undefined);
    if (idempotency instanceof Problem) return idempotency;
    const accountId = await accountOf(principal, database, now);
    const of = spendOf(principal, accountId, body);
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
        actor: actorOf(principal),
      },
      now,
    );
    if (!result.ok) return refundProblem(result);
    const { entry, balance, available, replayed } = result;
    return { entry: toEntryView(entry), balance: jsonInteger(balance), available: jsonInteger(available), replayed };
  }),
});

/** The spend that is named; null for an entry of another account. */
function spendOf(
  principal: Principal,
  accountId: string,
  { entry, idempotencyKey }: { entry?: string; idempotencyKey?: string },
) {
  const key = storedKey(principal, idempotencyKey);
  if (key !== null) return { idempotencyKey: key };
  const named = parseEntryId(entry ?? "");
  return named?.accountId === accountId ? { seq: named.seq } : null;
}
