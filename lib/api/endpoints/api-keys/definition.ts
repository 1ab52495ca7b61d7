import { z } from "zod";
import { exampleKey } from "@/lib/api/endpoints/api-keys/example";
import { apiKeyView } from "@/lib/api/endpoints/api-keys/view";
import { define } from "@/lib/api/http/definition";
import { instant, listQuery, page, text } from "@/lib/api/http/schemas";
import { KEY_SCOPES } from "@/lib/auth/api-keys/scopes";

const id = z.uuid("Not the id of an API key.");

export const listKeysEndpoint = define({
  method: "GET",
  path: "/api/v1/api-keys",
  summary: "List API keys",
  description: "The caller's API keys, newest first, including revoked ones. API keys cannot list keys.",
  access: "person",
  query: listQuery,
  success: { status: 200, schema: page(apiKeyView) },
  example: { answer: { data: [exampleKey], nextCursor: null } },
});

export const createKeyEndpoint = define({
  method: "POST",
  path: "/api/v1/api-keys",
  summary: "Create an API key",
  description:
    "The response contains the secret as `key`; it is shown only once. API keys cannot create keys. Only admins can create a service key (`service`, or the scope `accounts:*`), which can act on any account; only service keys can have the scope `credits:refund`. The caller must have signed in or confirmed their identity within the last ten minutes.",
  access: "person",
  identity: "recent",
  body: z.strictObject({
    name: text(100).trim().min(1, "Enter a name for the key."),
    scopes: z
      .array(z.enum(KEY_SCOPES, `Must be one of ${KEY_SCOPES.join(", ")}.`))
      .min(1, "Must have at least one scope.")
      .max(KEY_SCOPES.length, "List each scope once.")
      .optional()
      .meta({
        description:
          "Defaults to `credits:read` and `credits:spend`; for a service key also `credits:refund`, `billing:read` and `billing:write`.",
      }),
    service: z.boolean().optional().meta({ description: "Whether the key can act on any account. Admins only." }),
    expiresAt: instant
      .nullable()
      .optional()
      .meta({ description: "When the key stops working. A day starts at 00:00 UTC. Defaults to never." }),
  }),
  success: {
    status: 201,
    schema: apiKeyView.extend({ key: z.string().meta({ description: "The secret. Shown only in this response." }) }),
  },
  example: {
    body: { name: "Build server", scopes: ["credits:read", "credits:spend"], expiresAt: "2027-12-31" },
    answer: { ...exampleKey, key: "rk_k3v9m2xq_5dJ0oR6vXn1cT8bYzQ4hUe7LgWkPa2Ms" },
  },
  problems: ["too_many_keys"],
});

export const revokeKeyEndpoint = define({
  method: "DELETE",
  path: "/api/v1/api-keys/{id}",
  summary: "Revoke an API key",
  description: "The key stops working in every process within a second. This cannot be undone.",
  access: "person",
  params: z.object({ id }),
  success: { status: 200, schema: apiKeyView },
  example: { params: { id: exampleKey.id }, answer: { ...exampleKey, revokedAt: "2026-11-25T16:00:00.000Z" } },
});
