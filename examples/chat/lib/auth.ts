import "server-only";
import { unwrap } from "@refill/sdk";
import { getServerSession, type NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { refill } from "@/lib/refill";

declare module "next-auth" {
  interface Session {
    user: { id: string; name: string };
  }
}

export const authOptions: NextAuthOptions = {
  session: { strategy: "jwt" },
  pages: { signIn: "/signin" },
  providers: [
    // Only for the example: everybody is who they say they are. Your own provider goes here.
    Credentials({
      credentials: { name: { label: "Name" } },
      authorize: (given) => {
        const name = given?.name.trim() ?? "";
        return /^[\w .-]{1,40}$/.test(name) ? { id: name.toLowerCase(), name } : null;
      },
    }),
  ],
  callbacks: {
    session: ({ session, token }) => ({ ...session, user: { id: token.sub ?? "", name: token.name ?? "" } }),
  },
  events: {
    // A customer of Refill, with the free plan's credits. Again, it changes nothing.
    signIn: async ({ user: { id, name } }) => {
      const params = { path: { externalId: id } };
      unwrap(await refill.PUT("/api/v1/customers/{externalId}", { params, body: { name } }));
    },
  },
};

/** The user who is signed in, or null. */
export async function currentUser() {
  return (await getServerSession(authOptions))?.user ?? null;
}
