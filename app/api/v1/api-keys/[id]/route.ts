import { revokeKeyEndpoint } from "@/lib/api/definitions/api-keys";
import { Problem } from "@/lib/api/problems";
import { resource } from "@/lib/api/resource";
import { route } from "@/lib/api/route";
import { toApiKeyView } from "@/lib/api/views/api-keys";
import { revokeApiKey } from "@/lib/auth/api-keys/revoke-api-key";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  DELETE: route(revokeKeyEndpoint, async ({ principal: { userId }, params: { id }, database, now }) => {
    const key = await database.transaction((db) => revokeApiKey(db, { userId, id }, now));
    return key ? toApiKeyView(key) : new Problem("not_found", "There is no such key.");
  }),
});
