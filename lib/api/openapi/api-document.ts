import { RESOURCES } from "@/lib/api/endpoints/registry";
import { openApiDocument } from "@/lib/api/openapi/document";
import type { OpenApiDocument } from "@/lib/api/openapi/types";

const made = new Map<string, OpenApiDocument>();

/**
 * The API's document for the server at `origin`. Made once, because it takes tens of milliseconds and anyone can
 * request it.
 */
export function apiDocument(origin: string): OpenApiDocument {
  const document = made.get(origin) ?? openApiDocument(RESOURCES, origin);
  made.set(origin, document);
  return document;
}
