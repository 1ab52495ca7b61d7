import type { Definition } from "@/lib/api/http/definition";
import { hoist } from "@/lib/api/openapi/hoist";
import { operation } from "@/lib/api/openapi/operation";
import { problemSchema } from "@/lib/api/openapi/problem-responses";
import type { JsonSchema } from "@/lib/api/openapi/schema";
import { tagOf, tagsOf } from "@/lib/api/openapi/tags";
import type { OpenApiDocument } from "@/lib/api/openapi/types";

/** The endpoints as an OpenAPI 3.1 document for the server at `origin`. */
export function openApiDocument(endpoints: readonly Definition[], origin: string): OpenApiDocument {
  const schemas: Record<string, JsonSchema> = {};
  const paths: OpenApiDocument["paths"] = {};
  for (const definition of endpoints) {
    const { path, method } = definition;
    const written = hoist(operation(definition, origin), schemas);
    paths[path] = { ...paths[path], [method.toLowerCase()]: { tags: [tagOf(definition)], ...written } };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Refill",
      version: "1",
      summary: "Spend credits exactly once, and see where every one of them went.",
      description: DESCRIPTION,
    },
    servers: [{ url: origin }],
    tags: tagsOf(endpoints),
    paths,
    components: { schemas: { ...schemas, Problem: problemSchema(origin) }, securitySchemes: SECURITY_SCHEMES },
  };
}

const DESCRIPTION = [
  "Credits are whole numbers up to 2^53 - 1 (totals beyond it are decimal text), money is `amountCents` and `currency`, times are RFC 3339 in UTC.",
  "Every answer has `x-request-id`; refusals are `application/problem+json` (RFC 9457) with a closed `code`.",
].join("\n");

const SECURITY_SCHEMES = {
  apiKey: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "rk_…",
    description: "An API key; its scopes say what it may do.",
  },
  token: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "From POST /api/v1/auth/token; 15 minutes.",
  },
  session: {
    type: "apiKey",
    in: "cookie",
    name: "next-auth.session-token",
    description: "Of somebody signed in, on the app's own pages. Over https the name begins with `__Secure-`.",
  },
};
