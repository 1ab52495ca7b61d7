import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";
import { RESOURCES } from "@/lib/api/endpoints/registry";
import { openApiDocument } from "@/lib/api/openapi/document";
import type { OpenApiDocument } from "@/lib/api/openapi/types";

export const CLIENT_SCHEMA = "sdk/src/client/schema.ts";

/** The client's types, generated from the OpenAPI document, and the paths that take an idempotency key. */
export async function clientSchema(): Promise<string> {
  const document = openApiDocument(RESOURCES, "https://your-app.example");
  const ast = await openapiTS(asJson(document), {
    alphabetize: true,
    // A request field with a default is optional. Responses mark their required fields themselves.
    defaultNonNullable: false,
  });
  const keyed = keyedPaths(document).map((path) => `  ${JSON.stringify(path)},\n`);
  return [
    "// Written by `npm run client:generate` from the OpenAPI document; not to be edited.\n\n",
    astToString(ast),
    "\n/** Where a POST may name an idempotency key in the header Idempotency-Key. */\n",
    `export const keyedPaths: readonly string[] = [\n${keyed.join("")}];\n`,
  ].join("");
}

function keyedPaths({ paths }: OpenApiDocument): string[] {
  return Object.entries(paths)
    .filter(([, { post }]) => post?.parameters.some(({ name }) => name === "Idempotency-Key"))
    .map(([path]) => path)
    .sort();
}

// The document as it is sent, without what has no type: examples, and headers, which are read from the response.
const LEFT_OUT = new Set(["example", "examples", "headers"]);

function asJson(document: OpenApiDocument): OpenAPI3 {
  return JSON.parse(JSON.stringify(document, (key, value) => (LEFT_OUT.has(key) ? undefined : value)));
}
