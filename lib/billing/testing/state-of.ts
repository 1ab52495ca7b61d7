import type { Person } from "@/lib/billing/testing/world";
import type { Sql } from "@/lib/db";

type Row = Record<string, unknown> & { id: string };
type Tables = Record<string, Row[]>;

/** Everything that billing stores about a user, as text that is equal when the state is. */
export async function stateOf(sql: Sql, { userId, accountId }: Person): Promise<string> {
  const [row] = await sql<{ state: Tables }>`
    SELECT jsonb_build_object(
      'user', (SELECT jsonb_agg(jsonb_build_object('customer', stripe_customer_id))
        FROM "user" WHERE id = ${userId}::uuid),
      'subscription', (SELECT jsonb_agg(to_jsonb(t)) FROM subscription t WHERE user_id = ${userId}::uuid),
      'payment', (SELECT jsonb_agg(to_jsonb(t)) FROM payment t WHERE user_id = ${userId}::uuid),
      'paid_period', (SELECT jsonb_agg(to_jsonb(t))
        FROM paid_period t JOIN subscription s ON s.id = t.subscription_id WHERE s.user_id = ${userId}::uuid),
      'payment_part', (SELECT jsonb_agg(to_jsonb(t))
        FROM payment_part t JOIN payment p ON p.id = t.payment_id WHERE p.user_id = ${userId}::uuid),
      'credit_note', (SELECT jsonb_agg(to_jsonb(t))
        FROM credit_note t JOIN payment p ON p.id = t.payment_id WHERE p.user_id = ${userId}::uuid),
      'refund', (SELECT jsonb_agg(to_jsonb(t))
        FROM refund t JOIN payment p ON p.id = t.payment_id WHERE p.user_id = ${userId}::uuid),
      'dispute', (SELECT jsonb_agg(to_jsonb(t))
        FROM dispute t JOIN payment p ON p.id = t.payment_id WHERE p.user_id = ${userId}::uuid),
      'billing_event', (SELECT jsonb_agg(to_jsonb(t)) FROM billing_event t WHERE user_id = ${userId}::uuid),
      'saved_card', (SELECT jsonb_agg(to_jsonb(t)) FROM saved_card t WHERE user_id = ${userId}::uuid),
      'auto_topup', (SELECT jsonb_agg(to_jsonb(t)) FROM auto_topup t WHERE user_id = ${userId}::uuid),
      'referral', (SELECT jsonb_agg(to_jsonb(t)) FROM referral t
        WHERE referrer_id = ${userId}::uuid OR referred_id = ${userId}::uuid),
      'mail', (SELECT jsonb_agg(jsonb_build_object('template', template, 'source_key', source_key, 'subject', subject))
        FROM mail WHERE user_id = ${userId}::uuid),
      'credit_account', (SELECT jsonb_agg(to_jsonb(t)) FROM credit_account t WHERE id = ${accountId}::uuid),
      'credit_lot', (SELECT jsonb_agg(to_jsonb(t)) FROM credit_lot t WHERE account_id = ${accountId}::uuid),
      'ledger_entry', (SELECT jsonb_agg(to_jsonb(t) ORDER BY seq)
        FROM ledger_entry t WHERE account_id = ${accountId}::uuid)
    ) AS state`;
  return canonical(row?.state ?? {});
}

/** The same without our ids and write times, in a fixed order. */
function canonical(tables: Tables): string {
  const rename = renamer(tables);
  const all = Object.entries(tables).map(([table, rows]) => {
    const texts = (rows ?? []).map((row) =>
      rename(JSON.stringify(row, (key, value) => (OURS.has(key) ? undefined : value))),
    );
    return [table, (table === "ledger_entry" ? texts : texts.sort()).map((text) => JSON.parse(text))];
  });
  return JSON.stringify(Object.fromEntries(all), null, 1);
}

const OURS: ReadonlySet<string> = new Set(["id", "created_at", "updated_at"]);

/** Replaces ids by what they refer to. */
function renamer({ subscription, payment, credit_lot }: Tables): (text: string) => string {
  const names: [string, string][] = [];
  const rename = (text: string) => names.reduce((renamed, [id, name]) => renamed.replaceAll(id, name), text);
  for (const one of subscription ?? []) names.push([one.id, `subscription ${one.stripe_subscription_id ?? "free"}`]);
  for (const one of payment ?? []) {
    names.push([
      one.id,
      `payment ${one.stripe_invoice_id ?? one.stripe_checkout_session_id ?? one.stripe_payment_intent_id}`,
    ]);
  }
  for (const one of credit_lot ?? []) names.push([one.id, `lot ${rename(String(one.source_key))}`]);
  return rename;
}
