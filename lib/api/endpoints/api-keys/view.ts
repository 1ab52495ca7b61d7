import { z } from "zod";
import { isoTime, isoTimeOrNull, time } from "@/lib/api/http/schemas";
import type { ApiKey } from "@/lib/auth/api-keys/queries";
import { KEY_SCOPES } from "@/lib/auth/api-keys/scopes";

export const apiKeyView = z
  .object({
    id: z.string(),
    name: z.string(),
    prefix: z.string().meta({ description: "The part of the key that is not secret.", example: "k3v9m2xq" }),
    scopes: z.array(z.enum(KEY_SCOPES)),
    service: z.boolean().meta({ description: "Whether the key can act on any account." }),
    expiresAt: time.nullable(),
    lastUsedAt: time.nullable().meta({ description: "Accurate to the minute." }),
    revokedAt: time.nullable(),
    createdAt: time,
  })
  .meta({ title: "ApiKey", description: "An API key, without its secret." });

/** A key as the API shows it, without its secret. */
export function toApiKeyView(key: ApiKey): z.input<typeof apiKeyView> {
  return {
    id: key.id,
    name: key.name,
    prefix: key.prefix,
    scopes: key.scopes,
    service: key.service,
    expiresAt: isoTimeOrNull(key.expiresAt),
    lastUsedAt: isoTimeOrNull(key.lastUsedAt),
    revokedAt: isoTimeOrNull(key.revokedAt),
    createdAt: isoTime(key.createdAt),
  };
}
