import type { Rows } from "@/lib/refusals/row";

type BudgetFacts = {
  required: number;
  available: number;
  budget: {
    id: string;
    scope: "ACCOUNT" | "KEY" | "SUBJECT" | "RUN";
    target: string | null;
    window: "DAY" | "WEEK" | "MONTH" | "ROLLING";
    seconds: number | null;
    limit: number;
    used: number;
    ofPlan: boolean;
  };
  freesAt: string | null;
};

type InsufficientFacts = {
  required: number;
  available: number;
  /** Kept to go on when the credits arrive. */
  resume?: { id: string; expiresAt: string };
};

const BUDGET_OF = { ACCOUNT: "The account", KEY: "The API key", SUBJECT: "The subject", RUN: "The run" } as const;

const budgetWindow = ({ window, seconds }: BudgetFacts["budget"]): string =>
  window === "ROLLING" ? `in ${seconds} seconds` : `a ${window.toLowerCase()}`;

/** Why credits cannot be spent, held or refunded, and why a feature cannot be used. */
export const credits = {
  insufficient_credits: {
    status: 402,
    title: "Not enough credits",
    developer: ({ required, available }: InsufficientFacts) =>
      `This requires ${required} credits, and ${available} are available.`,
    members: ["required", "available", "resume"],
  },
  budget_exceeded: {
    status: 402,
    title: "A budget does not allow this",
    developer: ({ required, available, budget, freesAt }: BudgetFacts) =>
      `${budget.ofPlan ? "With its plan the account" : BUDGET_OF[budget.scope]} may spend ${budget.limit} credits ${budgetWindow(budget)}, of which ${budget.used} are used or held. This requires ${required}, and ${available} are left. ${freesAt ? `It fits from ${freesAt} on, if nothing else is spent or held.` : "It never fits: it is more than the budget."}`,
    user: ({ budget, freesAt }: BudgetFacts) =>
      budget.ofPlan
        ? `Your plan allows ${budget.limit} credits in any ${(budget.seconds ?? 0) / 3600} hours. ${freesAt ? "Try again later, or change to a larger plan." : "This is more than that."}`
        : "A budget of your account does not allow this.",
    members: ["required", "available", "budget", "freesAt"],
  },
  too_many_budgets: {
    status: 409,
    title: "Too many budgets",
    developer: ({ max }: { max: number }) => `An account can have at most ${max} budgets. Delete one first.`,
    user: ({ max }: { max: number }) => `You can have at most ${max} budgets. Remove one first.`,
  },
  budget_of_plan: {
    status: 409,
    title: "This is a limit of the plan",
    developer: "It follows the account's plan, and can be neither changed nor deleted. Another plan has other limits.",
    user: "This is a limit of your plan. Another plan has other limits.",
  },
  budget_of_this_key: {
    status: 403,
    title: "A key cannot lift its own cap",
    developer: "This budget caps the key that asks. Use another key, or the owner's session.",
  },
  unknown_budget: { code: "not_found", developer: "No such budget.", user: "This budget no longer exists." },
  unknown_refusal: {
    code: "not_found",
    developer: "No such refused spend waits. It is kept for 24 hours, for the caller that sent it.",
  },
  limit_reached: {
    status: 402,
    title: "The plan's limit is reached",
    developer: ({ limit, used, quantity }: { limit: number; used: number; quantity: number }) =>
      limit === 0
        ? "The plan does not include this feature."
        : `The plan allows ${limit}, of which ${used} are used. ${quantity} more would exceed the limit.`,
    members: ["limit", "used"],
  },
  unknown_feature: {
    code: "not_found",
    developer: "No plan limits this feature. GET /api/v1/entitlements lists those that do.",
  },
  idempotency_key_reused: {
    status: 409,
    title: "This idempotency key was used for a different request",
    developer: "Use a new key for a new request, or resend the original request unchanged.",
    user: "This purchase was already started with different details. Reload the page and try again.",
  },
  unknown_hold: { code: "not_found", developer: "No such hold." },
  hold_not_open: {
    status: 409,
    title: "This hold is no longer open",
    developer: ({ holdStatus }: { holdStatus: string }) => `The hold is ${holdStatus.toLowerCase()}.`,
    members: ["holdStatus"],
  },
  unknown_spend: { code: "not_found", developer: "No such spend." },
  exceeds_spend: {
    status: 409,
    title: "The refund is larger than what is left of the spend",
    developer: ({ refundable }: { refundable: number }) =>
      `At most ${refundable} credits of this spend can be refunded.`,
    members: ["refundable"],
  },
  refund_too_late: {
    status: 409,
    title: "This spend is too old to refund",
    developer: ({ hours }: { hours: number }) =>
      `Spends can be refunded for ${hours} hours. After that, an admin can adjust the balance.`,
  },
  not_a_spend: {
    status: 409,
    title: "This entry is not a spend",
    developer: "Only spends can be refunded.",
  },
  balance_out_of_range: {
    status: 409,
    title: "The balance would be too large",
    developer: `A balance can hold at most ${Number.MAX_SAFE_INTEGER} credits. Nothing was changed. Spend some credits first.`,
    user: "Your balance has reached its maximum. Spend some credits first. Nothing was charged.",
  },
  adjustment_unconfirmed: {
    status: 409,
    title: "The adjustment needs a confirmation",
    developer: ({ limit }: { limit: number }) =>
      `Adjustments of more than ${limit} credits must be confirmed: repeat the amount as confirmAmount.`,
    members: ["limit"],
  },
  missing_reason: {
    code: "validation_failed",
    field: "reason",
    developer: "Enter a reason.",
    user: "Enter a reason.",
  },
  ends_in_the_past: { code: "validation_failed", field: "expiresAt", developer: "Must be in the future." },
  overloaded: {
    status: 503,
    title: "Too many spends are waiting",
    developer: ({ retryAfterSeconds }: { retryAfterSeconds: number }) =>
      `No credits were spent. Send the request again in ${retryAfterSeconds} seconds with the same idempotency key.`,
    user: "We are handling a lot of requests right now. Try again in a moment.",
  },
} as const satisfies Rows;
