import type { Definition } from "@/lib/api/definition";
import { accountProperty, requestBody } from "@/lib/api/openapi/request-body";
import { responses } from "@/lib/api/openapi/responses";
import { type JsonSchema, jsonSchema } from "@/lib/api/openapi/schema";
import { namesAccount } from "@/lib/api/route";

/** One endpoint as an operation. */
export function operation(definition: Definition): Record<string, unknown> {
  const { summary, description, access } = definition;
  return {
    operationId: operationId(definition),
    summary,
    description,
    security: securityOf(access),
    parameters: parametersOf(definition),
    requestBody: requestBody(definition),
    responses: responses(definition),
  };
}

/** Method and path in one word, such as postCreditsConsume or deleteApiKeysById. */
function operationId({ method, path }: Definition): string {
  const words = path
    .split("/")
    .slice(3)
    .flatMap((part) => part.replace("{", "by-").split(/[^A-Za-z0-9]+/));
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

function securityOf(access: Definition["access"]): Record<string, string[]>[] {
  if (access === "public") return [];
  const person: Record<string, string[]>[] = [{ token: [] }, { session: [] }];
  return access === "person" ? person : [{ apiKey: [access] }, ...person];
}

function parametersOf(definition: Definition) {
  const { params, query, body } = definition;
  const keyed = body !== undefined && jsonSchema(body, "input").properties?.idempotencyKey;
  return [
    ...parametersIn("path", params && jsonSchema(params, "input")),
    ...parametersIn("query", query && jsonSchema(query, "input")),
    ...(namesAccount(definition) ? [{ name: "account", in: "query", required: false, schema: accountProperty }] : []),
    ...(keyed ? [{ name: "Idempotency-Key", in: "header", required: false, schema: keyed }] : []),
  ];
}

function parametersIn(place: "path" | "query", schema: JsonSchema | undefined) {
  const required = new Set(schema?.required);
  return Object.entries(schema?.properties ?? {}).map(([name, property]) => {
    const { description, ...rest } = property as JsonSchema;
    return { name, in: place, required: required.has(name), description, schema: rest };
  });
}
