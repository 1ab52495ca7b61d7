import type { RefillClient } from "../client/create-client.js";
import type { Labels } from "../client/credits.js";
import { RefillError } from "../client/errors.js";
import { InsufficientCreditsError } from "../client/problem.js";
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
 * @throws InsufficientCreditsError, DebitRefusedError; the transaction can go on after them
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
 * @throws InsufficientCreditsError, DebitRefusedError
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
    `SELECT outcome, entry_id, charged::text, required::text, balance::text, available::text
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

function insufficient(required: number, available: number): InsufficientCreditsError {
  return new InsufficientCreditsError({
    type: "about:blank",
    title: "Not enough credits",
    status: 402,
    code: "insufficient_credits",
    detail: `This requires ${required} credits, and ${available} are available.`,
    requestId: "",
    required,
    available,
  });
}
