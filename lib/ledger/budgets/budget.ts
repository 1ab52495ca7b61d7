/** What a cap counts: all of an account, or the spends of one API key, subject or run, or of each by itself. */
export const BUDGET_SCOPES = ["ACCOUNT", "KEY", "SUBJECT", "RUN"] as const;
export type BudgetScope = (typeof BUDGET_SCOPES)[number];

/** Days, weeks (from Monday) and months are those of UTC. A rolling window is the time up to now, of so many seconds. */
export const BUDGET_WINDOWS = ["DAY", "WEEK", "MONTH", "ROLLING"] as const;
export type BudgetWindow = (typeof BUDGET_WINDOWS)[number];

/** The shortest and the longest rolling window, in seconds: a minute, and 31 days. */
export const MIN_WINDOW_SECONDS = 60;
export const MAX_WINDOW_SECONDS = 31 * 86_400;

/** How many caps an account can have: each is looked at with each of its spends. */
export const MAX_BUDGETS = 50;
/** How many limits a plan can have, besides. */
export const MAX_PLAN_LIMITS = 5;

export type BudgetTerms = {
  scope: BudgetScope;
  /** The id of the key, the subject or the run. Null caps each by itself, and is all that an account has. */
  target: string | null;
  window: BudgetWindow;
  /** Of a rolling window, otherwise null. */
  seconds: number | null;
  /** Credits. */
  limit: bigint;
};

/** What is counted under a cap now, of one key, subject or run; spends of the window and open holds. */
export type BudgetUse = { target: string; used: bigint };

export type Budget = BudgetTerms & {
  id: string;
  /** A limit of the account's plan, which its owner can neither change nor remove. */
  ofPlan: boolean;
  actor: string;
  createdAt: Date;
  /** The largest first, at most USES_SHOWN. Of a cap with one target that one, also if nothing is used. */
  uses: BudgetUse[];
  /** When the first part of what counts now no longer does, if open holds end at their time. Null when nothing counts. */
  freesAt: Date | null;
};

export const USES_SHOWN = 20;
