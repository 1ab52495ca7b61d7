import type { Adapter, AdapterUser } from "next-auth/adapters";
import { type CreatedUser, createUser } from "@/lib/auth/create-user";
import { isRefusedDomain } from "@/lib/auth/email/disposable-domain";
import { now } from "@/lib/clock";
import { type Database, database } from "@/lib/db";

/**
 * The next-auth adapter for users of GitHub and Google. It links an identity only to the user it creates for it; an
 * address that already has an account was handled before (settleOAuth). `referral` is the code of the browser's referral
 * link.
 */
export function oauthAdapter(
  open: () => Database = database,
  referral: () => Promise<string | null> = async () => null,
): Adapter {
  const users = () => open().prisma.user;
  return {
    async createUser(user: Omit<AdapterUser, "id">) {
      const email = user.email.toLowerCase();
      if (isRefusedDomain(email)) throw new Error("Accounts cannot be created with disposable email addresses.");
      const at = await now();
      // settleOAuth only admits users whose address the provider has verified.
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
      if (!created) throw new Error("This mailbox already has an account.");
      return adapterUser(created);
    },
    // next-auth only uses this to link an identity to the signed-in user without asking. It is told that nobody is signed
    // in; settleOAuth does the linking.
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
      // The provider's tokens are discarded: the app never calls the provider again.
      await open().prisma.account.create({ data: { userId, type, provider, providerAccountId } });
    },
  };
}

type OAuthIdentity = { userId: string; type: string; provider: string; providerAccountId: string };

function adapterUser({ id, email, emailVerified, name, image }: CreatedUser): AdapterUser {
  return { id, email, emailVerified, name, image };
}
