import { z } from "zod";
import { apiKeyView } from "@/lib/api/endpoints/api-keys/view";
import { exampleKey } from "@/lib/api/endpoints/billing/example";
import { define } from "@/lib/api/http/definition";
import { cursor, instant, limit, page, text } from "@/lib/api/http/schemas";
import { KEY_SCOPES } from "@/lib/auth/api-keys/scopes";

const id = z.uuid("This is no id of a key.");

export const listKeysEndpoint = define({
  method: "GET",
  path: "/api/v1/api-keys",
  summary: "List API keys",
  description: "The caller's own, newest first, revoked ones too. Keys cannot see keys.",
  access: "person",
  query: z.object({ limit, cursor: cursor.pipe(z.uuid("This is no cursor of this list.")).optional() }),
  success: { status: 200, schema: page(apiKeyView) },
  example: { answer: { data: [exampleKey], nextCursor: null } },
});

export const createKeyEndpoint = define({
  method: "POST",
  path: "/api/v1/api-keys",
  summary: "Make an API key",
  description:
    "The answer's `key` is shown this once. Keys cannot make keys. A service key (`service`, or the scope `accounts:*`) acts for any account and is made by admins only; no other key can have `credits:refund`. It takes a session or token whose owner signed in or confirmed who they are within the last ten minutes.",
  access: "person",
  identity: "recent",
  body: z.strictObject({
    name: text(100).trim().min(1, "Give the key a name."),
    scopes: z
      .array(z.enum(KEY_SCOPES, `The scopes are ${KEY_SCOPES.join(", ")}.`))
      .min(1, "Give at least one scope.")
      .max(KEY_SCOPES.length, "Give each scope once.")
      .optional()
      .meta({
        description:
          "Without it `credits:read` and `credits:spend`; for a service key also `credits:refund`, `billing:read` and `billing:write`.",
      }),
    service: z.boolean().optional(),
    expiresAt: instant.nullable().optional(),
  }),
  success: {
    status: 201,
    schema: apiKeyView.extend({ key: z.string() }),
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
  description: "It stops working in every process within a second, and for good.",
  access: "person",
  params: z.object({ id }),
  success: { status: 200, schema: apiKeyView },
  example: { params: { id: exampleKey.id }, answer: { ...exampleKey, revokedAt: "2026-11-25T16:00:00.000Z" } },
});
