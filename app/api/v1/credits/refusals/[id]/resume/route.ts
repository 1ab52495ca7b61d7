import { toEntryView } from "@/lib/api/endpoints/balance/view";
import { holdProblem } from "@/lib/api/endpoints/holds/refusals";
import { toHoldView } from "@/lib/api/endpoints/holds/view";
import { resumeRefusalEndpoint } from "@/lib/api/endpoints/refusals/definition";
import { mayResume } from "@/lib/api/endpoints/refusals/may-resume";
import { toRefusalView } from "@/lib/api/endpoints/refusals/view";
import { pricing } from "@/lib/api/endpoints/spending/priced";
import { holdOf, spendOf } from "@/lib/api/endpoints/spending/requests";
import { undoLimits } from "@/lib/api/endpoints/spending/undo-limits";
import { wasHeld, wasSpent } from "@/lib/api/endpoints/spending/was-done";
import { creditAccount } from "@/lib/api/http/account";
import { actorOf, type Caller } from "@/lib/api/http/caller";
import { idempotencyKeyOf } from "@/lib/api/http/idempotency-key";
import { jsonInteger } from "@/lib/api/http/json";
import { Problem, problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { findRefused } from "@/lib/billing/refused-spends/queries";
import { type PricedAgain, resumeRefused } from "@/lib/billing/refused-spends/resume-refused";
import type { RefusedSpend } from "@/lib/billing/refused-spends/types";
import type { Sql } from "@/lib/db";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(resumeRefusalEndpoint, async ({ request, caller, account, params: { id }, body, database, now }) => {
    const idempotency = idempotencyKeyOf(request, caller, body.idempotencyKey);
    if (idempotency instanceof Problem) return idempotency;
    const userId = await creditAccount(account, database, now);
    const waits = await findRefused(database.sql, { id, userId, lock: false }, now);
    if (!waits || !mayResume(caller, waits)) return problem("unknown_refusal");
    const isHold = waits.verb === "HOLD";
    const limited = isHold && !caller.key?.service ? await undoLimits().ownHolds.refuse(userId) : null;
    if (limited) return limited;
    const asked = { id, userId, claim: idempotency.key };
    const resumed = await resumeRefused(database, asked, (sql, refused) => priceAgain(sql, caller, refused), now);
    if (!resumed.ok) {
      if (resumed.reason === "not_priced") return resumed.problem;
      return resumed.reason === "not_done" ? holdProblem(resumed.why) : problem("unknown_refusal");
    }
    const { done, claimed, refused } = resumed;
    return {
      claimed,
      refusal: toRefusalView(refused),
      entry: "entry" in done ? toEntryView(done.entry) : null,
      hold: "hold" in done ? toHoldView(done.hold) : null,
      balance: jsonInteger(done.balance),
      available: jsonInteger(done.available),
      replayed: done.replayed,
    };
  }),
});

/** As an ordinary retry would be priced now. On record is who resumes it, whose key is valid. */
async function priceAgain(
  sql: Sql,
  caller: Caller,
  refused: RefusedSpend,
): Promise<PricedAgain | { verb: null; problem: Problem }> {
  // Another caller may have been refused with this key since it was looked up.
  if (!mayResume(caller, refused)) return { verb: null, problem: problem("unknown_refusal") };
  const { userId, idempotencyKey, verb, request } = refused;
  const actor = actorOf(caller);
  const wasDone = verb === "SPEND" ? wasSpent : wasHeld;
  const charge = await pricing(sql)(request, wasDone(sql, userId, idempotencyKey));
  if (charge instanceof Problem) return { verb: null, problem: charge };
  return verb === "SPEND"
    ? { verb, request: { ...spendOf(request, charge), actor } }
    : { verb, request: { ...holdOf(request, charge), actor } };
}
