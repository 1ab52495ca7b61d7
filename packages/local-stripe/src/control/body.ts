import type { Context } from "hono";

/** An invalid request to `/_local`; the message says what is valid. */
export class Refused extends Error {}

/** The JSON object sent, or an empty one. */
export async function readBody(context: Context): Promise<Record<string, unknown>> {
  const text = await context.req.text();
  if (text.trim() === "") return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new Refused(`The body is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    throw new Refused("The body must be a JSON object.");
  }
  return { ...parsed };
}
