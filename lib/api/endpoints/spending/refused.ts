import { holdProblem } from "@/lib/api/endpoints/holds/refusals";
import { jsonInteger } from "@/lib/api/http/json";
import { type Problem, problem } from "@/lib/api/http/problems";
import { isoTime } from "@/lib/api/http/schemas";
import { recordRefused } from "@/lib/billing/refused-spends/record-refused";
import type { RefusedRequest, RefusedVerb } from "@/lib/billing/refused-spends/types";
import type { Sql } from "@/lib/db";

type Asked = {
  verb: RefusedVerb;
  body: RefusedRequest & { idempotencyKey?: string };
  userId: string;
  key: string | null;
  actor: string;
};

/** Why a spend or hold was refused, as a problem. For want of credits, one with a key is kept and can be resumed. */
export async function refusedProblem(
  refusal: Parameters<typeof holdProblem>[0],
  { verb, body, userId, key, actor }: Asked,
  sql: Sql,
  now: Date,
): Promise<Problem> {
  if (refusal.reason !== "insufficient_credits" || key === null) return holdProblem(refusal);
  const { idempotencyKey: _sent, ...request } = body;
  const { required, available } = refusal;
  const kept = await recordRefused(sql, { userId, idempotencyKey: key, verb, request, required, actor }, now);
  return problem("insufficient_credits", {
    required: jsonInteger(required),
    available: jsonInteger(available),
    ...(kept && { resume: { id: kept.id, expiresAt: isoTime(kept.expiresAt) } }),
  });
}
