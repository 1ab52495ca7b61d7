import { z } from "zod";
import type { UserRow } from "@/lib/account/list/user-row";
import { shownEmail } from "@/lib/account/placeholder-email";
import { jsonInteger } from "@/lib/api/http/json";
import { credits, isoTime, isoTimeOrNull, time } from "@/lib/api/http/schemas";

export const adminUserView = z
  .object({
    id: z.string(),
    email: z.string().nullable().meta({ description: "Null for a user known by an external id alone." }),
    name: z.string().nullable(),
    externalId: z.string().nullable(),
    role: z.enum(["USER", "ADMIN"]),
    emailVerified: z.boolean(),
    lockedAt: time.nullable(),
    deletedAt: time.nullable(),
    createdAt: time,
    lastSeenAt: time.nullable().meta({ description: "To a few minutes." }),
    account: z.string().nullable().meta({ description: "The id of the credit account." }),
    balance: credits.meta({ description: "After the last entry." }),
    debt: credits,
    subscription: z
      .object({
        plan: z.string(),
        version: z.number().int(),
        name: z.string(),
        status: z.string(),
        cancelAtPeriodEnd: z.boolean(),
      })
      .nullable(),
    stripeCustomer: z.string().nullable(),
  })
  .meta({ title: "AdminUser", description: "A user as admins see them." });

/** A user as the API shows them to admins. */
export function toAdminUserView(row: UserRow): z.input<typeof adminUserView> {
  const { id, name, externalId, role, plan, planVersion, planName, status } = row;
  return {
    id,
    email: shownEmail(row.email),
    name,
    externalId,
    role,
    emailVerified: row.emailVerified !== null,
    lockedAt: isoTimeOrNull(row.lockedAt),
    deletedAt: isoTimeOrNull(row.deletedAt),
    createdAt: isoTime(row.createdAt),
    lastSeenAt: isoTimeOrNull(row.lastSeenAt),
    account: row.accountId,
    balance: jsonInteger(row.balance ?? 0n),
    debt: jsonInteger(row.debt ?? 0n),
    subscription:
      plan === null || planVersion === null || planName === null || status === null
        ? null
        : { plan, version: planVersion, name: planName, status, cancelAtPeriodEnd: row.cancelAtPeriodEnd === true },
    stripeCustomer: row.stripeCustomerId,
  };
}
