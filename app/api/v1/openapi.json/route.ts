import { getDocumentEndpoint } from "@/lib/api/endpoints/openapi/definition";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { apiDocument } from "@/lib/api/openapi/api-document";
import { env } from "@/lib/env";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getDocumentEndpoint, async () => apiDocument(new URL(env().APP_URL).origin)),
});
