import type { Definition } from "@/lib/api/http/definition";
import { namesAccount } from "@/lib/api/http/route";
import { idempotencyKey } from "@/lib/api/http/schemas";
import { accountProperty, requestBody } from "@/lib/api/openapi/request-body";
import { responses } from "@/lib/api/openapi/responses";
import { type JsonSchema, jsonSchema } from "@/lib/api/openapi/schema";
import type { Operation, Parameter } from "@/lib/api/openapi/types";

/** One endpoint as an operation of the server at `origin`. */
export function operation(definition: Definition, origin: string): Omit<Operation, "tags"> {
  const { summary, description, access } = definition;
  return {
    operationId: operationId(definition),
    summary,
    description,
    security: securityOf(access),
    parameters: parametersOf(definition),
    requestBody: requestBody(definition),
    responses: responses(definition, origin),
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

function securityOf(access: Definition["access"]): Operation["security"] {
  if (access === "public") return [];
  const person: Operation["security"] = [{ token: [] }, { session: [] }];
  return access === "person" ? person : [{ apiKey: [access] }, ...person];
}

function parametersOf(definition: Definition): Parameter[] {
  const { params, query, body, example } = definition;
  const { description: whose, ...account } = accountProperty;
  const { description: unique, ...key } = jsonSchema(idempotencyKey, "input");
  const keyed = body !== undefined && jsonSchema(body, "input").properties?.idempotencyKey !== undefined;
  return [
    ...parametersIn("path", params && jsonSchema(params, "input"), example?.params),
    ...parametersIn("query", query && jsonSchema(query, "input"), example?.query),
    ...(namesAccount(definition)
      ? [{ name: "account", in: "query" as const, required: false, description: whose, schema: account }]
      : []),
    ...(keyed
      ? [{ name: "Idempotency-Key", in: "header" as const, required: false, description: unique, schema: key }]
      : []),
  ];
}

function parametersIn(
  place: "path" | "query",
  schema: JsonSchema | undefined,
  examples: Record<string, unknown> = {},
): Parameter[] {
  const required = new Set(schema?.required);
  return Object.entries(schema?.properties ?? {}).map(([name, property]) => {
    const { description, ...rest } = property as JsonSchema;
    return { name, in: place, required: required.has(name), description, schema: rest, example: examples[name] };
  });
}
