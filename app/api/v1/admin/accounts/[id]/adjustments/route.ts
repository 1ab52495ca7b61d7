import { adjustCredits } from "@/lib/account/adjust-credits";
import { adjustCreditsEndpoint } from "@/lib/api/endpoints/admin-accounts/definition";
import { adjustmentProblem } from "@/lib/api/endpoints/admin-accounts/refusals";
import { toEntryView } from "@/lib/api/endpoints/balance/view";
import { auditActor } from "@/lib/api/http/audit-actor";
import { findAccounts } from "@/lib/api/http/find-accounts";
import { sentKey } from "@/lib/api/http/idempotency-key";
import { jsonInteger } from "@/lib/api/http/json";
import { Problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { noSuchAccount } from "@/lib/api/http/target-account";
import { env } from "@/lib/env";
import { adminsKey } from "@/lib/ledger/reserved-keys";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(adjustCreditsEndpoint, async (call) => {
    const { request, params, body, database, now } = call;
    const sent = sentKey(request, body.idempotencyKey);
    if (sent instanceof Problem) return sent;
    const found = (await findAccounts(database.sql, [params.id])).get(params.id);
    if (!found) return noSuchAccount();
    const adjustment = {
      userId: found.userId,
      amount: BigInt(body.amount),
      confirmAmount: body.confirmAmount === undefined ? null : BigInt(body.confirmAmount),
      limit: BigInt(env().ADMIN_ADJUSTMENT_LIMIT),
      beyondAvailable: body.beyondAvailable,
      expiresAt: body.expiresAt,
      idempotencyKey: sent.key === undefined ? null : adminsKey(sent.key),
      reason: body.reason,
    };
    const result = await adjustCredits(database, auditActor(call), adjustment, now);
    if (!result.ok) return adjustmentProblem(result);
    const { entry, balance, available, replayed } = result;
    return { entry: toEntryView(entry), balance: jsonInteger(balance), available: jsonInteger(available), replayed };
  }),
});
