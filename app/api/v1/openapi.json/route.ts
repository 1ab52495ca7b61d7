import { getDocumentEndpoint } from "@/lib/api/definitions/openapi";
import { apiDocument } from "@/lib/api/openapi/api-document";
import { resource } from "@/lib/api/resource";
import { route } from "@/lib/api/route";
import { env } from "@/lib/env";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getDocumentEndpoint, async () => apiDocument(new URL(env().APP_URL).origin)),
});
