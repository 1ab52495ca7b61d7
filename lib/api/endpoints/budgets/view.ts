import { z } from "zod";
import { jsonInteger } from "@/lib/api/http/json";
import { credits, isoTime, isoTimeOrNull, time } from "@/lib/api/http/schemas";
import { BUDGET_SCOPES, BUDGET_WINDOWS, type Budget, USES_SHOWN } from "@/lib/ledger/budgets/budget";

export const budgetView = z
  .object({
    id: z.string(),
    scope: z.enum(BUDGET_SCOPES),
    target: z
      .string()
      .nullable()
      .meta({ description: "The id of the key, the subject or the run; null for each by itself." }),
    window: z.enum(BUDGET_WINDOWS),
    seconds: z.int().nullable().meta({ description: "The length of a rolling window." }),
    limit: credits,
    uses: z
      .array(
        z.object({
          target: z.string().nullable(),
          used: credits.meta({ description: "Spent in the window, or held." }),
          remaining: credits,
        }),
      )
      .meta({ description: `What is used now, the most first; at most ${USES_SHOWN} keys, subjects or runs.` }),
    ofPlan: z.boolean().meta({ description: "A limit of the account's plan: it follows the plan." }),
    freesAt: time.nullable().meta({ description: "When the first part of what counts now no longer does." }),
    createdAt: time,
  })
  .meta({ title: "Budget", description: "A cap on what an account, an API key, a subject or a run spends." });

/** A budget as the API shows it. */
export function toBudgetView(budget: Budget): z.input<typeof budgetView> {
  const { id, scope, target, window, seconds, limit, uses, ofPlan, freesAt, createdAt } = budget;
  return {
    id,
    scope,
    target,
    window,
    seconds,
    limit: jsonInteger(limit),
    uses: uses.map((one) => ({
      target: scope === "ACCOUNT" ? null : one.target,
      used: jsonInteger(one.used),
      remaining: jsonInteger(limit > one.used ? limit - one.used : 0n),
    })),
    ofPlan,
    freesAt: isoTimeOrNull(freesAt),
    createdAt: isoTime(createdAt),
  };
}
