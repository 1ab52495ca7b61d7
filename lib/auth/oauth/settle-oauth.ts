import { claimAddress } from "@/lib/auth/oauth/claim-address";
import type { Identity } from "@/lib/auth/oauth/identity";
import type { OAuthIntent } from "@/lib/auth/oauth/intent";
import { linkIdentity } from "@/lib/auth/oauth/link-identity";
import { noteProof } from "@/lib/auth/prove-identity";
import type { SignedInUser } from "@/lib/auth/types";
import type { Database } from "@/lib/db";
import { mailboxOf } from "@/lib/mailbox";

/** The identity that came back from a provider. */
export type Arrival = Identity & {
  /** Null unless the provider has verified it. */
  email: string | null;
  name: string | null;
  image: string | null;
  network: string | null;
};

/** What next-auth should do: sign in the identity's user or a new one; nothing; or redirect to this path. */
export type OAuthOutcome = "sign_in" | "refused" | `/${string}`;

/**
 * Decides what an identity may do. It is linked to an account only when that account's owner asked to link it, never
 * because someone happens to be signed in. `now` is the app's time, `at` the machine's.
 */
export async function settleOAuth(
  database: Database,
  arrival: Arrival,
  errand: { user: SignedInUser; intent: OAuthIntent } | null,
  times: { now: Date; at: Date },
): Promise<OAuthOutcome> {
  if (errand?.intent.purpose === "link") return link(database, arrival, errand.user, times.at);
  if (errand) return confirm(database, arrival, errand, times.at);
  return enter(database, arrival, times);
}

async function link(database: Database, arrival: Arrival, user: SignedInUser, at: Date): Promise<OAuthOutcome> {
  const { provider, providerAccountId, network } = arrival;
  const result = await linkIdentity(database, { userId: user.id, provider, providerAccountId, network }, at);
  return `/settings?${result.ok ? "linked" : "taken"}=${provider}#linked-accounts`;
}

async function confirm(
  database: Database,
  { provider, providerAccountId, network }: Arrival,
  { user, intent }: { user: SignedInUser; intent: OAuthIntent },
  at: Date,
): Promise<OAuthOutcome> {
  const owner = await ownerOf(database, { provider, providerAccountId });
  const { id: userId, sessionId, hasSecondFactor } = user;
  const ok = owner?.id === userId && !hasSecondFactor;
  if (sessionId !== null) await noteProof(database, { userId, sessionId, network, ok, by: provider }, at);
  return ok
    ? (intent.next as OAuthOutcome)
    : `/confirm-identity?error=${provider}&next=${encodeURIComponent(intent.next)}`;
}

async function enter(
  database: Database,
  { email, ...arrival }: Arrival,
  times: { now: Date; at: Date },
): Promise<OAuthOutcome> {
  const owner = await ownerOf(database, arrival);
  if (owner) return owner.lockedAt || owner.deletedAt ? "refused" : "sign_in";
  if (email === null) return "refused";
  const { user: users } = database.prisma;
  const taken =
    (await users.findUnique({ where: { email } })) ??
    (await users.findUnique({ where: { mailbox: mailboxOf(email) } }));
  if (!taken) return "sign_in";
  const isFree = taken.emailVerified === null && !taken.lockedAt && !taken.deletedAt;
  const claim = { ...arrival, userId: taken.id, email };
  return isFree && (await claimAddress(database, claim, times)) ? "sign_in" : "/signin?error=OAuthAccountNotLinked";
}

async function ownerOf({ prisma }: Database, { provider, providerAccountId }: Identity) {
  const where = { provider_providerAccountId: { provider, providerAccountId } };
  const identity = await prisma.account.findUnique({ where, include: { user: true } });
  return identity?.user ?? null;
}
