import { z } from "zod";
import { OLDER, USER_STATUSES } from "@/lib/account/list/current-plan-filter";
import { instant, text } from "@/lib/api/http/schemas";

const yesOrNo = z.enum(["true", "false"], "Must be true or false.").transform((value) => value === "true");
const balance = z
  .string()
  .regex(/^-?\d{1,16}$/, "Must be a whole number of credits.")
  .transform((value) => BigInt(value))
  .meta({ type: "integer" });

/** The filters of the list of users; of several, users match all. */
export const userFilter = z.object({
  search: text(255).optional().meta({
    description: "Part of an email address or name, or a user id, account id, external id or Stripe customer id.",
  }),
  plan: text(100).optional().meta({ description: "The key of the current plan; `none` for users without one." }),
  planVersion: z
    .union(
      [
        z.literal(OLDER),
        z
          .string()
          .regex(/^\d{1,9}$/)
          .transform(Number),
      ],
      "Must be a version or `older`.",
    )
    .optional()
    .meta({ description: "The version of the current plan; `older` for those before the one on sale." }),
  price: text(255).optional().meta({ description: "The id of the Stripe price of the current subscription." }),
  versionMove: z.enum(["ready", "left"], "Must be ready or left.").optional().meta({
    description:
      "Subscribers of older versions whom a move to the version on sale would take along (`ready`) or leave alone (`left`).",
  }),
  status: z
    .enum(USER_STATUSES, `Must be one of ${USER_STATUSES.join(", ")}.`)
    .optional()
    .meta({ description: "The status of the current subscription." }),
  minBalance: balance.optional(),
  maxBalance: balance.optional(),
  verified: yesOrNo.optional().meta({ description: "Whether the email address is verified." }),
  locked: yesOrNo.optional().meta({ description: "Whether sign-in is locked." }),
  debt: yesOrNo.optional().meta({ description: "Whether credits are owed." }),
  role: z.enum(["USER", "ADMIN"], "Must be USER or ADMIN.").optional(),
  seenSince: instant.optional().meta({ description: "Signed-in activity at or after this time." }),
  notSeenSince: instant.optional().meta({ description: "No signed-in activity since this time." }),
  deleted: yesOrNo.optional().meta({ description: "Lists deleted accounts instead of those that exist." }),
});
