import type { PaymentView } from "@/lib/billing/types";
import type { Db } from "@/lib/db";
import type { Entry } from "@/lib/ledger/types";

/** The payments behind some of a user's entries, by id. */
export async function entryPayments(
  db: Db,
  userId: string,
  entries: readonly Entry[],
): Promise<Map<string, PaymentView>> {
  const ids = [...new Set(entries.flatMap(({ paymentId }) => paymentId ?? []))];
  if (ids.length === 0) return new Map();
  const rows = await db.payment.findMany({ where: { userId, id: { in: ids } } });
  return new Map(rows.map((row) => [row.id, row]));
}
