import type { RefillClient } from "../client/create-client.js";
import type { Labels } from "../client/credits.js";
import { RefillError } from "../client/errors.js";
import { type ApiProblem, BudgetExceededError, InsufficientCreditsError } from "../client/problem.js";
import { queryRow, type Transaction } from "./transaction.js";

/** What a spend costs: credits, or a quantity of a meter. */
export type Price =
  | { amount: number; meter?: undefined; quantity?: undefined }
  | { meter: string; quantity: number | string; amount?: undefined };

export type DebitOptions = Labels & {
  /** The account, by account id, user id, external id or email address. */
  account: string;
  /** Makes the spend safe to try again: the same key and request return the first spend and take nothing. */
  idempotencyKey?: string;
  /**
   * Refills an account whose free plan was not used for months, by reading its balance. Without it, such an account is
   * refused with DormantAccountError.
   */
  refill?: RefillClient;
};

export type Debited = {
  /** The id of the ledger's entry. */
  entry: string;
  /** Credits that were taken, now or by the first request. */
  charged: number;
  balance: number;
  available: number;
  /** Whether the key's spend was made before. */
  replayed: boolean;
};

/** The database refused the spend for another reason than missing credits. `reason` is `idempotency_key_reused`, `unknown_account` or the like. */
export class DebitRefusedError extends RefillError {
  override name = "DebitRefusedError";

  constructor(
    readonly reason: string,
    message = `The spend was refused: ${reason}.`,
  ) {
    super(message);
  }
}

/** The account's free plan has to be refilled before it can spend. */
export class DormantAccountError extends DebitRefusedError {
  override name = "DormantAccountError";

  constructor(readonly account: string) {
    super("dormant", "This account was not used for months. Read its balance through the API first, or pass `refill`.");
  }
}

/**
 * Spends credits inside your own transaction: it takes effect if and when you commit, together with everything else that the
 * transaction wrote. The transaction must be READ COMMITTED, which is the default of Postgres. Other spends of the account
 * wait until it ends, so spend late in it.
 *
 * @throws InsufficientCreditsError, BudgetExceededError, DebitRefusedError; the transaction can go on after them
 */
export async function debit(tx: Transaction, options: DebitOptions & Price): Promise<Debited> {
  const answer = await refillFirst(tx, "refill_debit", options);
  return {
    entry: answer.entry_id ?? "",
    charged: Number(answer.charged),
    balance: Number(answer.balance),
    available: Number(answer.available),
    replayed: answer.outcome === "replayed",
  };
}

/**
 * Throws what `debit` would throw now, and changes nothing. Another spend may come first.
 *
 * @throws InsufficientCreditsError, BudgetExceededError, DebitRefusedError
 */
export async function checkDebit(tx: Transaction, options: DebitOptions & Price): Promise<void> {
  await refillFirst(tx, "refill_check", options);
}

type Answer = {
  outcome: string;
  entry_id: string | null;
  charged: string | null;
  required: string | null;
  balance: string | null;
  available: string | null;
  refusal: Refusal | null;
};

/** A budget that does not allow the spend. */
type Refusal = Omit<NonNullable<ApiProblem["budget"]>, "limit" | "used"> & {
  limit: string;
  used: string;
  freesAt: string | null;
  /** The most that all budgets allow; only its own, in a database of an earlier version. */
  left?: string;
};

async function refillFirst(tx: Transaction, name: "refill_debit" | "refill_check", options: DebitOptions & Price) {
  const { account, refill } = options;
  let answer = await call(tx, name, options);
  if (answer.outcome === "dormant" && refill) {
    await refill.credits.balance({ account });
    answer = await call(tx, name, options);
  }
  const { outcome } = answer;
  if (outcome === "debited" || outcome === "replayed") return answer;
  if (outcome === "insufficient_credits") throw insufficient(Number(answer.required), Number(answer.available));
  if (answer.refusal) throw overBudget(answer.refusal, Number(answer.required), Number(answer.available));
  if (outcome === "dormant") throw new DormantAccountError(account);
  throw new DebitRefusedError(outcome);
}

function call(tx: Transaction, name: string, options: DebitOptions & Price): Promise<Answer> {
  const { account, amount, meter, quantity, idempotencyKey, description = "", metadata } = options;
  // The cast in SQL would fail too, but it would end the transaction.
  if (amount !== undefined && !(Number.isSafeInteger(amount) && amount > 0)) {
    throw new RangeError("amount: Must be a whole number of credits above 0.");
  }
  if (quantity !== undefined && !(Number(quantity) > 0)) throw new RangeError("quantity: Must be a number above 0.");
  return queryRow<Answer>(
    tx,
    `SELECT outcome, entry_id, charged::text, required::text, balance::text, available::text, refusal
     FROM ${name}($1::text, $2::bigint, $3::text, $4::numeric, $5::text, $6::text, $7::jsonb, $8::jsonb)`,
    [
      account,
      amount === undefined ? null : String(amount),
      meter ?? null,
      quantity === undefined ? null : String(quantity),
      idempotencyKey ?? null,
      description,
      metadata === undefined ? null : JSON.stringify(metadata),
      JSON.stringify(dimensionsOf(options)),
    ],
  );
}

function dimensionsOf({ subject, model, project, run, tags, estimated }: Labels) {
  return { subject, model, project, run, tags: tags?.length ? tags : undefined, estimated: estimated || undefined };
}

/** The problem that the API would answer with. */
const problem = (code: ApiProblem["code"], title: string, detail: string) => ({
  ...{ type: "about:blank", status: 402, requestId: "" },
  ...{ code, title, detail },
});

function insufficient(required: number, available: number): InsufficientCreditsError {
  const detail = `This requires ${required} credits, and ${available} are available.`;
  return new InsufficientCreditsError({
    ...problem("insufficient_credits", "Not enough credits", detail),
    required,
    available,
  });
}

function overBudget({ freesAt, left, ...budget }: Refusal, required: number, balance: number): BudgetExceededError {
  const [limit, used] = [Number(budget.limit), Number(budget.used)];
  const available = Math.max(0, Math.min(left === undefined ? limit - used : Number(left), balance));
  const detail = `This requires ${required} credits, and the budget of ${limit} allows ${available} now.`;
  return new BudgetExceededError({
    ...problem("budget_exceeded", "Over budget", detail),
    ...{ required, available, freesAt: freesAt === null ? null : new Date(freesAt).toISOString() },
    budget: { ...budget, limit, used },
  });
}
