import type { ProviderId } from "@/lib/auth/configured-providers";
import type { Db } from "@/lib/db";

/** How a user can sign in. */
export type WaysIn = { password: boolean; linked: ProviderId[] };

/** A user's sign-in methods among the configured providers. */
export async function waysIn(db: Db, userId: string, offered: readonly ProviderId[]): Promise<WaysIn> {
  const { passwordHash, accounts } = await db.user.findUniqueOrThrow({
    where: { id: userId },
    select: { passwordHash: true, accounts: { select: { provider: true } } },
  });
  const linked = offered.filter((id) => accounts.some(({ provider }) => provider === id));
  return { password: passwordHash !== null, linked };
}
