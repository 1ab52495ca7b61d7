import type { Definition } from "@/lib/api/http/definition";
import { namesAccount } from "@/lib/api/http/route";
import { jsonSchema } from "@/lib/api/openapi/schema";
import type { Operation } from "@/lib/api/openapi/types";

export const accountProperty = {
  type: "string" as const,
  maxLength: 255,
  description: "For service keys: the account, by account id, user id, external id or email address.",
};

/** What is sent; nothing for endpoints that read no body. */
export function requestBody(definition: Definition): Operation["requestBody"] {
  if (!definition.body) return undefined;
  const schema = jsonSchema(definition.body, "input");
  const properties = { ...schema.properties, ...(namesAccount(definition) && { account: accountProperty }) };
  return {
    required: !definition.bodyOptional,
    content: { "application/json": { schema: { ...schema, properties }, example: definition.example?.body } },
  };
}
