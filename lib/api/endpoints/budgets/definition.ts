import { z } from "zod";
import { exampleBudget } from "@/lib/api/endpoints/budgets/example";
import { budgetView } from "@/lib/api/endpoints/budgets/view";
import { define } from "@/lib/api/http/definition";
import { MAX_CREDITS, text } from "@/lib/api/http/schemas";
import {
  BUDGET_SCOPES,
  BUDGET_WINDOWS,
  MAX_BUDGETS,
  MAX_WINDOW_SECONDS,
  MIN_WINDOW_SECONDS,
} from "@/lib/ledger/budgets/budget";

const params = z.object({ id: z.uuid("Not the id of a budget.") });
const exampleParams = { id: exampleBudget.id };

/** As spends are counted under it. */
const KEY_ID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

const limit = z
  .int(`Must be a whole number from 0 to ${MAX_CREDITS}.`)
  .min(0, "Must be at least 0.")
  .max(MAX_CREDITS, `Must be at most ${MAX_CREDITS}.`)
  .meta({ description: "Credits. 0 allows nothing." });

export const listBudgetsEndpoint = define({
  method: "GET",
  path: "/api/v1/budgets",
  summary: "List budgets",
  description:
    "The budgets of the account, oldest first, with what is used of each now. Those with `ofPlan` are limits of its plan.",
  access: "credits:read",
  success: { status: 200, schema: z.object({ data: z.array(budgetView) }) },
  example: { answer: { data: [exampleBudget] } },
});

export const createBudgetEndpoint = define({
  method: "POST",
  path: "/api/v1/budgets",
  summary: "Create a budget",
  description: `Caps what the account, an API key, a subject or a run spends in a day, a week from Monday, a month (UTC) or a rolling window. Spends of the window so far count, and so do open holds as long as they are open. What would exceed the cap is refused with 402 \`budget_exceeded\`, which says which cap it is and when the request fits. A capture of what is held always succeeds, and counts for the key, subject and run of its hold. Refunds of spends give back. A rolling window counts a spend for up to a sixtieth, rounded up to whole seconds, longer. At most ${MAX_BUDGETS} for each account. Keys need the scope \`billing:write\`, and never change a budget that caps them. The key of \`target\` has to be the account's, or the caller's.`,
  access: "billing:write",
  body: z
    .strictObject({
      scope: z.enum(BUDGET_SCOPES, `Must be one of ${BUDGET_SCOPES.join(", ")}.`),
      target: text(100)
        .min(1, "Must not be empty.")
        .optional()
        .meta({ description: "The id of the key, the subject or the run. Left out, each is capped by itself." }),
      window: z.enum(BUDGET_WINDOWS, `Must be one of ${BUDGET_WINDOWS.join(", ")}.`),
      seconds: z
        .int()
        .min(MIN_WINDOW_SECONDS, `Must be at least ${MIN_WINDOW_SECONDS}.`)
        .max(MAX_WINDOW_SECONDS, `Must be at most ${MAX_WINDOW_SECONDS}.`)
        .optional()
        .meta({ description: "The length of a rolling window." }),
      limit,
    })
    .superRefine(({ scope, target, window, seconds }, context) => {
      const fail = (field: string, message: string) => context.addIssue({ code: "custom", path: [field], message });
      if (scope === "ACCOUNT" && target !== undefined) fail("target", "An account is capped as a whole.");
      if (scope === "KEY" && target !== undefined && !KEY_ID.test(target))
        fail("target", "Must be the id of an API key.");
      if (window === "ROLLING" && seconds === undefined) fail("seconds", "Required for a rolling window.");
      if (window !== "ROLLING" && seconds !== undefined) fail("seconds", "Only for a rolling window.");
    }),
  success: { status: 201, schema: budgetView },
  example: {
    body: { scope: "KEY", window: "ROLLING", seconds: 18_000, limit: 500 },
    answer: exampleBudget,
  },
  problems: ["too_many_budgets", "not_found"],
});

export const changeBudgetEndpoint = define({
  method: "PATCH",
  path: "/api/v1/budgets/{id}",
  summary: "Change a budget",
  description: "Changes how much it allows. What is used already still counts, also if that is more.",
  access: "billing:write",
  params,
  body: z.strictObject({ limit }),
  success: { status: 200, schema: budgetView },
  example: { params: exampleParams, body: { limit: 500 }, answer: exampleBudget },
  problems: ["budget_of_plan", "budget_of_this_key"],
});

export const deleteBudgetEndpoint = define({
  method: "DELETE",
  path: "/api/v1/budgets/{id}",
  summary: "Delete a budget",
  description: "Returns it as it was.",
  access: "billing:write",
  params,
  success: { status: 200, schema: budgetView },
  example: { params: exampleParams, answer: exampleBudget },
  problems: ["budget_of_plan", "budget_of_this_key"],
});
