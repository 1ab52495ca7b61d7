import type { Definition } from "@/lib/api/definition";
import { operation } from "@/lib/api/openapi/operation";
import { problemSchema } from "@/lib/api/openapi/responses";

export type OpenApiDocument = {
  openapi: "3.1.0";
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  tags: { name: string }[];
  paths: Record<string, Record<string, unknown>>;
  components: Record<string, Record<string, unknown>>;
};

/** The endpoints as an OpenAPI 3.1 document for the server at `origin`. */
export function openApiDocument(endpoints: readonly Definition[], origin: string): OpenApiDocument {
  const paths: OpenApiDocument["paths"] = {};
  for (const definition of endpoints) {
    paths[definition.path] = {
      ...paths[definition.path],
      [definition.method.toLowerCase()]: { tags: [tagOf(definition)], ...operation(definition) },
    };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Refill", version: "1", description: DESCRIPTION },
    servers: [{ url: origin }],
    tags: [...new Set(endpoints.map(tagOf))].map((name) => ({ name })),
    paths,
    components: { schemas: { Problem: problemSchema(origin) }, securitySchemes: SECURITY_SCHEMES },
  };
}

const DESCRIPTION = [
  "Credits are whole numbers up to 2^53 - 1, money is `amountCents` and `currency`, times are RFC 3339 in UTC.",
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

/** What an address is about: the first word after the version. */
function tagOf({ path }: Definition): string {
  return path.split("/")[3] ?? "other";
}
