import { z } from "zod";
import { define } from "@/lib/api/http/definition";
import { text } from "@/lib/api/http/schemas";

export const exportAccountEndpoint = define({
  method: "GET",
  path: "/api/v1/account/export",
  summary: "Export your data",
  description:
    "Returns everything stored about the caller as a zip of JSON and CSV files. README.txt in the archive lists them. Password hashes and secrets are not included. Limited to 5 exports an hour.",
  access: "person",
  success: {
    status: 200,
    schema: z.string().meta({ format: "binary", description: "A zip archive." }),
    mediaType: "application/zip",
  },
  problems: ["rate_limited"],
});

const account = text(255).min(1).meta({ description: "An account id, user id, external id or email address." });

const accountView = z.object({
  account: z.string().nullable().meta({ description: "The id of the credit account." }),
  user: z.string(),
  externalId: z.string().nullable(),
});

export const setExternalIdEndpoint = define({
  method: "PATCH",
  path: "/api/v1/accounts/{account}",
  summary: "Set an account's external id",
  description:
    "Stores your own id for an account, so that you can pass it as `account` in any request. Requires a service key. External ids are unique; `null` removes one.",
  access: "accounts:*",
  params: z.object({ account }),
  body: z.strictObject({ externalId: text(255).trim().min(1, "Must not be empty.").nullable() }),
  success: { status: 200, schema: accountView },
  example: {
    params: { account: "ada@example.com" },
    body: { externalId: "customer-42" },
    answer: {
      account: "0199b1c0-6a4e-7c51-8d53-0c2f4c6a7b8d",
      user: "0199b1c0-6a4e-7c51-8d53-0c2f4c6a7b8c",
      externalId: "customer-42",
    },
  },
  problems: ["external_id_taken"],
});
