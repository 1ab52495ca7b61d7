import type { Definition } from "@/lib/api/definition";
import { problemResponses, REQUEST_ID } from "@/lib/api/openapi/problem-responses";
import { jsonSchema } from "@/lib/api/openapi/schema";
import type { Answer, Operation } from "@/lib/api/openapi/types";

/** What an endpoint answers: its success, and by status every problem that it may answer. */
export function responses(definition: Definition, origin: string): Operation["responses"] {
  return { [definition.success.status]: successOf(definition), ...problemResponses(definition, origin) };
}

function successOf({ success, example, summary, access }: Definition): Answer {
  return {
    description: summary,
    headers: { "x-request-id": REQUEST_ID, ...(access !== "public" && RATE_LIMIT) },
    content: { "application/json": { schema: jsonSchema(success.schema, "output"), example: example?.answer } },
  };
}

const count = (description: string) => ({ description, schema: { type: "integer" as const } });
const RATE_LIMIT = {
  "RateLimit-Limit": count("Calls a minute."),
  "RateLimit-Remaining": count("Calls left in this minute."),
  "RateLimit-Reset": count("Seconds until it begins anew."),
};
