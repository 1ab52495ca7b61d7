import type { Adapter, AdapterUser } from "next-auth/adapters";
import { createUser } from "@/lib/auth/create-user";
import { isRefusedDomain } from "@/lib/auth/email/disposable-domain";
import { now } from "@/lib/clock";
import { type Database, database } from "@/lib/db";
import type { User } from "@/lib/generated/prisma/client";

/**
 * Where next-auth keeps people who come through GitHub or Google. It links an identity only to a user it makes for it:
 * what becomes of an address that already has an account was decided before (settleOAuth). `referral`
 * says by whose link the browser came.
 */
export function oauthAdapter(
  open: () => Database = database,
  referral: () => Promise<string | null> = async () => null,
): Adapter {
  const users = () => open().prisma.user;
  return {
    async createUser(user: Omit<AdapterUser, "id">) {
      const email = user.email.toLowerCase();
      if (isRefusedDomain(email)) throw new Error("Accounts are not made with throw-away mailboxes.");
      const at = await now();
      // settleOAuth has let in nobody whose address the provider does not vouch for.
      const created = await createUser(
        open(),
        {
          email,
          emailVerified: at,
          name: user.name ?? null,
          image: user.image ?? null,
          referralCode: await referral(),
        },
        at,
      );
      if (!created) throw new Error("This mailbox has an account.");
      return adapterUser(created);
    },
    // next-auth asks this for nothing but whom to link an identity to: whoever is signed in, without asking them. As far as
    // it knows nobody ever is; linking is settleOAuth's.
    getUser: async () => null,
    async getUserByEmail(email) {
      const user = await users().findUnique({ where: { email: email.toLowerCase() } });
      return user && adapterUser(user);
    },
    async getUserByAccount({ provider, providerAccountId }) {
      const user = await users().findFirst({ where: { accounts: { some: { provider, providerAccountId } } } });
      return user && adapterUser(user);
    },
    async linkAccount({ userId, type, provider, providerAccountId }: OAuthIdentity) {
      // The provider's tokens are not kept: nothing here ever calls it again.
      await open().prisma.account.create({ data: { userId, type, provider, providerAccountId } });
    },
  };
}

type OAuthIdentity = { userId: string; type: string; provider: string; providerAccountId: string };

function adapterUser({ id, email, emailVerified, name, image }: User): AdapterUser {
  return { id, email, emailVerified, name, image };
}
