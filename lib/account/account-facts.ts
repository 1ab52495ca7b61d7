import type { Sql } from "@/lib/db";
import { DAY_MS } from "@/lib/time";

/**
 * A pack whose payment has not arrived. A bank debit takes days: `processing`, or `failed` lately. A charge of the saved card
 * waits for the buyer `to_confirm` it with the bank, or is `unfinished` while its outcome is not known.
 */
export type DelayedPayment = {
  id: string;
  state: "processing" | "failed" | "to_confirm" | "unfinished";
  description: string;
  amountCents: number;
  currency: string;
  failureMessage: string | null;
};

/** What someone has done so far, and what is on its way to them. */
export type AccountFacts = {
  /** Whether they have ever paid for a plan or a pack. */
  hasBought: boolean;
  /** Whether they have an API key that works. */
  hasApiKey: boolean;
  /** Payments for packs that have not arrived, newest first. A declined card is told so at once, and is not among them. */
  delayed: DelayedPayment[];
};

// A debit takes up to a week, and its failure stays in view for another.
const SHOWN_DAYS = 14;
const MOST_SHOWN = 3;

/** Payment methods that notify days later (docs.stripe.com/payments/bank-debits). */
const DEBITS = ["us_bank_account", "sepa_debit", "bacs_debit", "au_becs_debit", "acss_debit"];

type Row = Pick<AccountFacts, "hasBought" | "hasApiKey"> & ({ id: null } | DelayedPayment);

/** The facts about a user at `now`, in one read. */
export async function accountFacts(sql: Sql, userId: string, now: Date): Promise<AccountFacts> {
  const rows = await sql<Row>`
    SELECT facts.*, delayed.*
    FROM (
      SELECT
        EXISTS (
          SELECT FROM payment WHERE user_id = ${userId}::uuid AND status NOT IN ('PENDING', 'FAILED')
        ) AS "hasBought",
        EXISTS (
          SELECT FROM api_key
          WHERE user_id = ${userId}::uuid AND revoked_at IS NULL
            AND (expires_at IS NULL OR expires_at > ${now}::timestamptz)
        ) AS "hasApiKey"
    ) AS facts
    LEFT JOIN (
      SELECT
        id::text, description,
        CASE
          WHEN waits_for_bank THEN 'to_confirm'
          WHEN origin <> 'CHECKOUT' THEN 'unfinished'
          WHEN status = 'PENDING' THEN 'processing'
          ELSE 'failed'
        END AS state,
        amount_cents AS "amountCents", currency, failure_message AS "failureMessage", created_at AS "createdAt"
      FROM payment
      WHERE user_id = ${userId}::uuid AND kind = 'PACK' AND paid_at IS NULL
        AND (
          (status IN ('PENDING', 'FAILED') AND method_brand = ANY (${DEBITS}::text[]))
          OR (status = 'PENDING' AND origin IN ('TOP_UP', 'AUTO_TOP_UP'))
        )
        AND created_at > ${new Date(now.getTime() - SHOWN_DAYS * DAY_MS)}::timestamptz
      ORDER BY created_at DESC, id DESC
      LIMIT ${MOST_SHOWN}::integer
    ) AS delayed ON true
    ORDER BY delayed."createdAt" DESC, delayed.id DESC`;
  return {
    hasBought: rows[0]?.hasBought ?? false,
    hasApiKey: rows[0]?.hasApiKey ?? false,
    delayed: rows.flatMap((row) => (row.id === null ? [] : [delayedOf(row)])),
  };
}

function delayedOf({ id, state, description, amountCents, currency, failureMessage }: DelayedPayment): DelayedPayment {
  return { id, state, description, amountCents, currency, failureMessage };
}
