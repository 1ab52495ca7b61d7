import { revokeKeyEndpoint } from "@/lib/api/endpoints/api-keys/definition";
import { toApiKeyView } from "@/lib/api/endpoints/api-keys/view";
import { problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { revokeApiKey } from "@/lib/auth/api-keys/revoke-api-key";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  DELETE: route(revokeKeyEndpoint, async ({ caller: { userId }, params: { id }, database, now }) => {
    const key = await database.transaction((db) => revokeApiKey(db, { userId, id }, now));
    return key ? toApiKeyView(key) : problem("unknown_key");
  }),
});
