import { signsIn } from "@/lib/account/customers/put-customer";
import type { UserScope } from "@/lib/auth/api-keys/scopes";
import { issueCustomerToken } from "@/lib/auth/customer-token";
import type { TokenSettings } from "@/lib/auth/token";
import type { Db } from "@/lib/db";

export type CustomerSession =
  | { ok: true; token: string; expiresAt: Date }
  | { ok: false; reason: "unknown_account" | "customer_signs_in" };

/**
 * A token with which a customer's browser calls the API for 15 minutes. Asking again renews it. Not for someone who signs in
 * here: nobody else may be them. `at` is the machine's time.
 */
export async function startCustomerSession(
  db: Db,
  { userId, keyId, scopes }: { userId: string; keyId: string; scopes: readonly UserScope[] },
  settings: TokenSettings,
  at: Date,
): Promise<CustomerSession> {
  const user = await db.user.findUnique({ where: { id: userId } });
  if (!user || user.lockedAt !== null || user.deletedAt !== null) return { ok: false, reason: "unknown_account" };
  if (await signsIn(db, user)) return { ok: false, reason: "customer_signs_in" };
  const issued = await issueCustomerToken({ userId, version: user.sessionVersion, keyId, scopes }, settings, at);
  return { ok: true, ...issued };
}
