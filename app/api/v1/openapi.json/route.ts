import { getDocumentEndpoint } from "@/lib/api/definitions/openapi";
import { openApiDocument } from "@/lib/api/openapi/document";
import { ENDPOINTS } from "@/lib/api/registry";
import { resource } from "@/lib/api/resource";
import { route } from "@/lib/api/route";
import { env } from "@/lib/env";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getDocumentEndpoint, async () => openApiDocument(ENDPOINTS, new URL(env().APP_URL).origin)),
});
