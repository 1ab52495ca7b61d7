import { inUnits } from "@/lib/account/export/money-column";
import type { ExportColumn, ExportTable } from "@/lib/account/export/types";
import { LEDGER_TABLES } from "@/lib/ledger/exported-tables";
import { keyAsSentSql } from "@/lib/ledger/reserved-keys";

const OWN = "user_id = $1::uuid";
const IDEMPOTENCY_KEY = { name: "idempotency_key", sql: keyAsSentSql("idempotency_key") };
const BY_ID = { column: "id", type: "uuid" } as const;

/** What the user was granted, spent and used. */
export const CREDIT_TABLES: readonly ExportTable[] = [
  ...LEDGER_TABLES.map(withUnits),
  {
    file: "former-account-ids",
    about: "The id that your account had before, as the ids of its older entries show it.",
    table: "former_account_id",
    where: OWN,
    key: BY_ID,
    columns: ["id"],
  },
  {
    file: "feature-usage",
    about: "What you used of your plan's limits.",
    table: "feature_usage",
    where: OWN,
    key: { column: "feature || ' ' || window_start", type: "text" },
    columns: ["feature", "window_start", "used"],
  },
  {
    file: "feature-uses",
    about: "Each use of a limited feature.",
    table: "feature_use",
    where: OWN,
    key: { column: "idempotency_key", type: "text" },
    columns: [IDEMPOTENCY_KEY, "verb", "feature", "quantity", "used_after", "window_start", "created_at"],
  },
  {
    file: "own-key-uses",
    about: "What was done with your own keys at providers, which cost no credits.",
    table: "own_key_use",
    where: OWN,
    key: { column: "idempotency_key", type: "text" },
    columns: [IDEMPOTENCY_KEY, "items", "subject", "model", "project", "run", "tags", "used_at"],
  },
  {
    file: "refused-spends",
    about: "What was refused in the last day for want of credits, and goes on when they arrive.",
    table: "refused_spend",
    where: OWN,
    key: { column: "id", type: "uuid" },
    columns: ["id", IDEMPOTENCY_KEY, "verb", "request", "required", "refused_at", "expires_at", "resumed_at"],
  },
  {
    file: "promo-codes",
    about: "Promo codes you redeemed.",
    table: "promo_redemption JOIN promo_code ON promo_code.id = promo_code_id",
    where: OWN,
    key: { column: "promo_code_id", type: "uuid" },
    columns: ["code", "credits", { name: "redeemed_at", sql: "promo_redemption.created_at" }],
  },
  {
    file: "gifts",
    about: "Gift codes you bought or redeemed. Other people are not named, and codes are not listed.",
    table: "gift JOIN payment ON payment.id = gift.payment_id",
    where: "payment.user_id = $1::uuid OR gift.redeemed_by_id = $1::uuid",
    key: { column: "gift.payment_id", type: "uuid" },
    columns: [
      { name: "description", sql: "payment.description" },
      { name: "bought_by_you", sql: "payment.user_id = $1::uuid" },
      { name: "redeemed_by_you", sql: "gift.redeemed_by_id IS NOT DISTINCT FROM $1::uuid" },
      "redeemed_at",
      "expires_at",
      { name: "created_at", sql: "gift.created_at" },
    ],
  },
  {
    file: "referrals",
    about: "Your referrals, and the one you signed up with. Other people are not named.",
    table: "referral",
    where: "referrer_id = $1::uuid OR referred_id = $1::uuid",
    key: BY_ID,
    columns: [
      "id",
      { name: "you", sql: "CASE WHEN referrer_id = $1::uuid THEN 'invited' ELSE 'were invited' END" },
      "status",
      "reason",
      "created_at",
      "settled_at",
    ],
  },
];

/** Beside minor units, the same in units of the row's currency. */
function withUnits({ columns, ...table }: (typeof LEDGER_TABLES)[number]): ExportTable {
  const all: readonly ExportColumn[] = columns;
  return {
    ...table,
    columns: all.flatMap((column) => (column === "amount_cents" ? [column, inUnits(column)] : [column])),
  };
}
