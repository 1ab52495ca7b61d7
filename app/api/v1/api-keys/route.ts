import { createKeyEndpoint, listKeysEndpoint } from "@/lib/api/endpoints/api-keys/definition";
import { apiKeyProblem } from "@/lib/api/endpoints/api-keys/refusals";
import { toApiKeyView } from "@/lib/api/endpoints/api-keys/view";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";
import { listApiKeys } from "@/lib/auth/api-keys/queries";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listKeysEndpoint, async ({ caller, query, database }) => {
    const { data, nextCursor } = await listApiKeys(database.prisma, caller.userId, query);
    return { data: data.map(toApiKeyView), nextCursor };
  }),
  POST: route(createKeyEndpoint, async ({ caller: owner, body, database, now }) => {
    const made = await database.transaction((db) => createApiKey(db, { owner, ...body }, now));
    return made.ok ? { ...toApiKeyView(made.apiKey), key: made.key } : apiKeyProblem(made);
  }),
});
