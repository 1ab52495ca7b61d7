import { z } from "zod";
import { exampleEntry } from "@/lib/api/endpoints/balance/example";
import { entryAnswer } from "@/lib/api/endpoints/balance/view";
import { define } from "@/lib/api/http/definition";
import { idempotencyKey, instant, MAX_CREDITS, text } from "@/lib/api/http/schemas";

const signedAmount = z
  .int(`Must be a whole number from -${MAX_CREDITS} to ${MAX_CREDITS}.`)
  .min(-MAX_CREDITS, `Must be at least -${MAX_CREDITS}.`)
  .max(MAX_CREDITS, `Must be at most ${MAX_CREDITS}.`)
  .refine((amount) => amount !== 0, "Must not be 0.");

export const adjustCreditsEndpoint = define({
  method: "POST",
  path: "/api/v1/admin/accounts/{id}/adjustments",
  summary: "Add or take credits",
  description:
    "Adds credits to an account, or takes them with a negative amount. The reason is shown in the account's history and recorded in the audit log. Amounts above `ADMIN_ADJUSTMENT_LIMIT` must be repeated as `confirmAmount`. Taking more than is available is refused, unless `beyondAvailable` is `owe`: the rest is then owed and deducted from the next credits.",
  access: "admin:*",
  identity: "recent",
  params: z.object({
    id: text(255).min(1).meta({ description: "An account id, user id, external id or email address." }),
  }),
  body: z.strictObject({
    amount: signedAmount.meta({ description: "Credits to add; negative to take." }),
    reason: text(500).trim().min(1, "Enter a reason."),
    expiresAt: instant.nullable().optional().meta({ description: "When added credits expire. Defaults to never." }),
    beyondAvailable: z.enum(["refuse", "owe"], "Must be refuse or owe.").optional(),
    confirmAmount: signedAmount.optional().meta({ description: "The amount again; required for large amounts." }),
    idempotencyKey: idempotencyKey.optional(),
  }),
  success: { status: 201, schema: entryAnswer },
  example: {
    params: { id: "ada@example.com" },
    body: { amount: 50, reason: "Apology for the outage", idempotencyKey: "ticket-1187" },
    answer: {
      entry: {
        ...exampleEntry,
        seq: 5,
        type: "ADJUSTMENT",
        amount: 50,
        balanceBefore: 200,
        balanceAfter: 250,
        description: "Apology for the outage",
        idempotencyKey: "ticket-1187",
      },
      balance: 250,
      available: 250,
      replayed: false,
    },
  },
  problems: ["adjustment_unconfirmed", "insufficient_credits", "balance_out_of_range", "idempotency_key_reused"],
});
