import type { Definition } from "@/lib/api/http/definition";
import { endpointsByChapter } from "@/lib/api/openapi/chapters";
import { hoist } from "@/lib/api/openapi/hoist";
import { operation } from "@/lib/api/openapi/operation";
import { problemSchema } from "@/lib/api/openapi/problem-responses";
import type { JsonSchema } from "@/lib/api/openapi/schema";
import type { OpenApiDocument } from "@/lib/api/openapi/types";

/** The endpoints, by resource, as an OpenAPI 3.1 document for the server at `origin`. */
export function openApiDocument(
  resources: Readonly<Record<string, readonly Definition[]>>,
  origin: string,
): OpenApiDocument {
  const chapters = endpointsByChapter(resources);
  const schemas: Record<string, JsonSchema> = {};
  const paths: OpenApiDocument["paths"] = {};
  for (const { name, endpoints } of chapters) {
    for (const definition of endpoints) {
      const { path, method } = definition;
      const written = hoist(operation(definition, origin), schemas);
      paths[path] = { ...paths[path], [method.toLowerCase()]: { tags: [name], ...written } };
    }
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Refill",
      version: "1",
      summary: "Spend credits exactly once, and account for every one of them.",
      description: DESCRIPTION,
    },
    servers: [{ url: origin }],
    tags: chapters.map(({ name, description }) => ({ name, description })),
    paths,
    components: { schemas: { ...schemas, Problem: problemSchema(origin) }, securitySchemes: SECURITY_SCHEMES },
  };
}

const DESCRIPTION = [
  "Credits are whole numbers up to 2^53 - 1; larger totals are decimal strings. Money is `amountCents` and `currency`. Times are RFC 3339 in UTC.",
  "Every response has an `x-request-id` header. Errors are `application/problem+json` (RFC 9457) with a `code` from a fixed list.",
].join("\n");

const SECURITY_SCHEMES = {
  apiKey: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "rk_…",
    description: "An API key. Its scopes limit what it can do.",
  },
  token: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "A token from POST /api/v1/auth/token, valid for 15 minutes.",
  },
  session: {
    type: "apiKey",
    in: "cookie",
    name: "next-auth.session-token",
    description: "The session of a signed-in user, for the app's own pages. Over https the name starts with `__Host-`.",
  },
};
