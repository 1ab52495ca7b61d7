import type { Definition } from "@/lib/api/http/definition";
import { eventText } from "@/lib/api/live/event-stream";
import { problemResponses, REQUEST_ID } from "@/lib/api/openapi/problem-responses";
import { type JsonSchema, jsonSchema } from "@/lib/api/openapi/schema";
import type { Answer, MediaType, Operation } from "@/lib/api/openapi/types";

/** What an endpoint answers: its success, and by status every problem that it may answer. */
export function responses(definition: Definition, origin: string): Operation["responses"] {
  return { [definition.success.status]: successOf(definition), ...problemResponses(definition, origin) };
}

function successOf(definition: Definition): Answer {
  const { success, example, summary, access } = definition;
  const schema = jsonSchema(success.schema, "output");
  return {
    description: summary,
    headers: { "x-request-id": REQUEST_ID, ...(access !== "public" && RATE_LIMIT) },
    content: success.event
      ? { "text/event-stream": events(success.event, schema, example?.answer) }
      : { [success.mediaType ?? "application/json"]: { schema, example: example?.answer } },
  };
}

function events(name: string, data: JsonSchema, example: Record<string, unknown> = {}): MediaType {
  return {
    schema: { type: "string", description: `Server-sent \`${name}\` events with JSON data.` },
    "x-event-data": data,
    example: eventText(name, "1", JSON.stringify(example)),
  };
}

const count = (description: string) => ({ description, schema: { type: "integer" as const } });
const RATE_LIMIT = {
  "RateLimit-Limit": count("Requests allowed per minute."),
  "RateLimit-Remaining": count("Requests left in this minute."),
  "RateLimit-Reset": count("Seconds until the limit resets."),
};
