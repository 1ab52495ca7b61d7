import type { Role } from "@/lib/auth/types";
import type { SubscriptionStatus } from "@/lib/generated/prisma/client";

/** A user in the list of users. */
export type UserRow = {
  id: string;
  email: string;
  name: string | null;
  externalId: string | null;
  role: Role;
  emailVerified: Date | null;
  lockedAt: Date | null;
  deletedAt: Date | null;
  createdAt: Date;
  stripeCustomerId: string | null;
  accountId: string | null;
  /** After the last entry; null without a credit account. */
  balance: bigint | null;
  debt: bigint | null;
  /** The live subscription, free or paid. */
  plan: string | null;
  planVersion: number | null;
  planName: string | null;
  status: SubscriptionStatus | null;
  cancelAtPeriodEnd: boolean | null;
  /** Of the sessions that are still kept. */
  lastSeenAt: Date | null;
};
