import { z } from "zod";
import type { UserRow } from "@/lib/account/list/user-row";
import { shownEmail } from "@/lib/account/placeholder-email";
import { jsonInteger } from "@/lib/api/http/json";
import { credits, isoTime, time } from "@/lib/api/http/schemas";

export const customerView = z
  .object({
    externalId: z.string(),
    account: z.string().meta({ description: "The id of the account and of the user." }),
    email: z.string().nullable(),
    name: z.string().nullable(),
    balance: credits.meta({ description: "After the last entry." }),
    debt: credits,
    plan: z.string().nullable().meta({ description: "The key of the current plan." }),
    createdAt: time,
  })
  .meta({ title: "Customer", description: "A user of another app, known by that app's own id." });

/** A user with an external id as the API shows them to the app that they belong to. */
export function toCustomerView(row: UserRow): z.input<typeof customerView> {
  const { id, email, name, externalId, balance, debt, plan, createdAt } = row;
  return {
    externalId: externalId ?? "",
    account: id,
    email: shownEmail(email),
    name,
    balance: jsonInteger(balance ?? 0n),
    debt: jsonInteger(debt ?? 0n),
    plan,
    createdAt: isoTime(createdAt),
  };
}
