import { Chip, type Tone } from "@/components/ui/chip";
import type { UserRow } from "@/lib/account/list/user-row";
import { shownEmail } from "@/lib/account/placeholder-email";
import type { SubscriptionStatus } from "@/lib/generated/prisma/client";

/** The statuses of a subscription, in words. */
export const subscriptionStatuses: Record<SubscriptionStatus, { name: string; tone: Tone }> = {
  ACTIVE: { name: "Active", tone: "good" },
  TRIALING: { name: "Trial", tone: "good" },
  PAST_DUE: { name: "Past due", tone: "bad" },
  UNPAID: { name: "Unpaid", tone: "bad" },
  PAUSED: { name: "Paused", tone: "warn" },
  INCOMPLETE: { name: "Incomplete", tone: "warn" },
  INCOMPLETE_EXPIRED: { name: "Never paid", tone: "plain" },
  CANCELED: { name: "Canceled", tone: "plain" },
  UNKNOWN: { name: "Unknown", tone: "warn" },
};

/** What is particular about a user's account. */
export function UserChips({ user }: { user: UserRow }) {
  return (
    <>
      {user.role === "ADMIN" ? <Chip>Admin</Chip> : null}
      {user.deletedAt ? <Chip>Deleted</Chip> : user.lockedAt ? <Chip tone="bad">Locked</Chip> : null}
      {user.emailVerified || user.deletedAt || shownEmail(user.email) === null ? null : (
        <Chip tone="warn">Not verified</Chip>
      )}
      {user.debt && user.debt > 0n ? <Chip tone="bad">In debt</Chip> : null}
    </>
  );
}

/** The plan of a user with the status of its subscription, where that is not the usual one. */
export function PlanOf({ user: { planName, status, cancelAtPeriodEnd } }: { user: UserRow }) {
  if (planName === null || status === null) return <span className="text-faint">None</span>;
  const { name, tone } = subscriptionStatuses[status];
  return (
    <span className="flex flex-wrap items-center gap-2">
      {planName}
      {status === "ACTIVE" ? null : <Chip tone={tone}>{name}</Chip>}
      {cancelAtPeriodEnd ? <Chip tone="warn">Cancels</Chip> : null}
    </span>
  );
}
