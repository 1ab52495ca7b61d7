import { z } from "zod";
import { USER_SORTS } from "@/lib/account/list/user-order";
import { exampleAdminUser } from "@/lib/api/endpoints/admin-users/example";
import { userFilter } from "@/lib/api/endpoints/admin-users/filter";
import { adminUserView } from "@/lib/api/endpoints/admin-users/view";
import { define } from "@/lib/api/http/definition";
import { cursor, limit, page, text } from "@/lib/api/http/schemas";
import { emailSchema, nameSchema } from "@/lib/auth/schemas";

const params = z.object({
  id: text(255).min(1).meta({ description: "A user id, account id, external id or email address." }),
});

export const listUsersEndpoint = define({
  method: "GET",
  path: "/api/v1/admin/users",
  summary: "List users",
  description: "Users with their balance and current subscription. Of several filters, users match all.",
  access: "admin:*",
  query: userFilter.extend({
    sort: z
      .enum(USER_SORTS, `Must be one of ${USER_SORTS.join(", ")}.`)
      .optional()
      .meta({ description: "Defaults to newest. `balance` starts with the highest." }),
    limit,
    cursor: cursor.optional(),
  }),
  success: { status: 200, schema: page(adminUserView) },
  example: { query: { status: "ACTIVE" }, answer: { data: [exampleAdminUser], nextCursor: null } },
});

export const createUserEndpoint = define({
  method: "POST",
  path: "/api/v1/admin/users",
  summary: "Create a user",
  description:
    "Creates a user and their credit account, by email address, external id or both. They have no password; with an address, they can set one through Forgot password. Unless `emailVerified` is true, an address receives a link to verify it. A user without an address receives no email.",
  access: "admin:*",
  identity: "recent",
  body: z
    .strictObject({
      email: emailSchema.optional(),
      externalId: text(255).trim().min(1, "Must not be empty.").optional(),
      name: nameSchema.optional(),
      emailVerified: z.boolean().optional().meta({ description: "Whether you vouch for the address." }),
    })
    .refine(({ email, externalId }) => email !== undefined || externalId !== undefined, {
      path: ["email"],
      message: "Pass `email`, `externalId` or both.",
    }),
  success: { status: 201, schema: adminUserView },
  example: {
    body: { email: "ada@example.com", externalId: "customer-42", name: "Ada", emailVerified: true },
    answer: { ...exampleAdminUser, balance: 0, subscription: null, stripeCustomer: null, lastSeenAt: null },
  },
  problems: ["email_taken", "external_id_taken"],
});

export const getUserEndpoint = define({
  method: "GET",
  path: "/api/v1/admin/users/{id}",
  summary: "Get a user",
  access: "admin:*",
  params,
  success: { status: 200, schema: adminUserView },
  example: { params: { id: "customer-42" }, answer: exampleAdminUser },
});

export const lockUserEndpoint = define({
  method: "PATCH",
  path: "/api/v1/admin/users/{id}",
  summary: "Lock or unlock a user",
  description:
    "A locked user is signed out everywhere, cannot sign in, and their API keys do not work. Their subscription and credits do not change. The reason is recorded in the audit log. Nobody can lock themselves.",
  access: "admin:*",
  identity: "recent",
  params,
  body: z.strictObject({ locked: z.boolean(), reason: text(500).trim().min(1, "Enter a reason.") }),
  success: { status: 200, schema: adminUserView },
  example: {
    params: { id: "ada@example.com" },
    body: { locked: true, reason: "Stolen card" },
    answer: { ...exampleAdminUser, lockedAt: "2026-11-24T10:00:00.000Z" },
  },
  problems: ["own_account", "no_longer_admin"],
});
