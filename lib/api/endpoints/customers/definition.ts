import { z } from "zod";
import { exampleCustomer } from "@/lib/api/endpoints/customers/example";
import { customerView } from "@/lib/api/endpoints/customers/view";
import { define } from "@/lib/api/http/definition";
import { cursor, limit, page, text, time } from "@/lib/api/http/schemas";
import { USER_SCOPES } from "@/lib/auth/api-keys/scopes";
import { emailSchema, nameSchema } from "@/lib/auth/schemas";

const params = z.object({
  externalId: text(255).trim().min(1).meta({ description: "Your own id for the customer." }),
});
const exampleParams = { externalId: "customer-42" };

export const listCustomersEndpoint = define({
  method: "GET",
  path: "/api/v1/customers",
  summary: "List customers",
  description: "The users that have an external id, newest first. Requires a service key.",
  access: "accounts:*",
  query: z.object({ limit, cursor: cursor.optional() }),
  success: { status: 200, schema: page(customerView) },
  example: { answer: { data: [exampleCustomer], nextCursor: null } },
});

export const putCustomerEndpoint = define({
  method: "PUT",
  path: "/api/v1/customers/{externalId}",
  summary: "Create or update a customer",
  description:
    "Makes a user of your app a customer, with a credit account and the free plan, if there is one. Call it as often as you like, such as at each sign-in: it creates the customer once, and then only changes what is different. Customers have no password. You vouch for the email address, so pass only one that you have verified; it receives receipts. Fields that are left out stay as they are, and `null` removes them. Requires a service key.",
  access: "accounts:*",
  params,
  bodyOptional: true,
  body: z.strictObject({ email: emailSchema.nullable().optional(), name: nameSchema.nullable().optional() }),
  success: {
    status: 200,
    schema: customerView.extend({
      created: z.boolean().meta({ description: "Whether this request created the customer." }),
    }),
  },
  example: {
    params: exampleParams,
    body: { email: "ada@example.com", name: "Ada" },
    answer: { ...exampleCustomer, created: true },
  },
  problems: ["email_taken", "customer_signs_in"],
});

export const getCustomerEndpoint = define({
  method: "GET",
  path: "/api/v1/customers/{externalId}",
  summary: "Get a customer",
  description: "Requires a service key.",
  access: "accounts:*",
  params,
  success: { status: 200, schema: customerView },
  example: { params: exampleParams, answer: exampleCustomer },
});

export const deleteCustomerEndpoint = define({
  method: "DELETE",
  path: "/api/v1/customers/{externalId}",
  summary: "Delete a customer",
  description:
    "Closes the account at once. The worker then cancels the subscription, deletes the customer at Stripe and the personal data, and forfeits the credits; payments are kept under a pseudonym. The external id can be used again at once, the email address when the worker is done. This cannot be undone. Requires a service key with the scope `billing:write`.",
  access: "accounts:*",
  params,
  success: { status: 200, schema: z.object({ externalId: z.string(), deleted: z.literal(true) }) },
  example: { params: exampleParams, answer: { ...exampleParams, deleted: true } },
  problems: ["customer_signs_in"],
});

export const startCustomerSessionEndpoint = define({
  method: "POST",
  path: "/api/v1/customers/{externalId}/sessions",
  summary: "Create a token for a customer's browser",
  description:
    "Returns a token that is valid for 15 minutes, for this customer and these scopes alone. Give it to the customer's browser, which sends it as `Authorization: Bearer` from one of the origins in `ALLOWED_ORIGINS`, and ask for another before it expires. It stops working when the service key is revoked. Requires a service key, which must never leave your server.",
  access: "accounts:*",
  params,
  bodyOptional: true,
  body: z.strictObject({
    scopes: z
      .array(z.enum(USER_SCOPES, `Must be one of ${USER_SCOPES.join(", ")}.`))
      .min(1, "Must have at least one scope.")
      .max(USER_SCOPES.length, "List each scope once.")
      .optional()
      .meta({
        description:
          "What the browser may do, at most what the service key may. Defaults to `credits:read` and `billing:read`. Add `billing:write` to let the customer buy; with `credits:spend`, anyone with the customer's browser can spend their credits.",
      }),
  }),
  success: {
    status: 201,
    schema: z.object({
      token: z.string(),
      expiresAt: time,
      scopes: z.array(z.enum(USER_SCOPES)),
      account: z.string().meta({ description: "The id of the customer's account." }),
    }),
  },
  example: {
    params: exampleParams,
    body: { scopes: ["credits:read", "billing:read", "billing:write"] },
    answer: {
      token: "rct_eyJhbGciOiJIUzI1NiJ9…",
      expiresAt: "2026-11-24T09:45:00.000Z",
      scopes: ["credits:read", "billing:read", "billing:write"],
      account: exampleCustomer.account,
    },
  },
  problems: ["customer_signs_in"],
});
