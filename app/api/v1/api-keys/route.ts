import { createKeyEndpoint, listKeysEndpoint } from "@/lib/api/endpoints/api-keys/definition";
import { toApiKeyView } from "@/lib/api/endpoints/api-keys/view";
import { invalidFields, Problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { createApiKey, MAX_KEYS } from "@/lib/auth/api-keys/create-api-key";
import { listApiKeys } from "@/lib/auth/api-keys/queries";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listKeysEndpoint, async ({ caller, query, database }) => {
    const { data, nextCursor } = await listApiKeys(database.prisma, caller.userId, query);
    return { data: data.map(toApiKeyView), nextCursor };
  }),
  POST: route(createKeyEndpoint, async ({ caller: owner, body, database, now }) => {
    const made = await database.transaction((db) => createApiKey(db, { owner, ...body }, now));
    if (made.ok) return { ...toApiKeyView(made.apiKey), key: made.key };
    return REFUSALS[made.reason];
  }),
});

const REFUSALS = {
  admins_only: invalidFields([
    {
      field: "scopes",
      message: "Service keys and the scopes credits:refund, admin:* and accounts:* are for admins to give.",
    },
  ]),
  service_keys_only: invalidFields([{ field: "scopes", message: "Only a service key can have credits:refund." }]),
  expires_in_the_past: invalidFields([{ field: "expiresAt", message: "Give a time to come." }]),
  too_many_keys: new Problem("too_many_keys", `There may be ${MAX_KEYS} keys: revoke one that is no longer used.`),
};
