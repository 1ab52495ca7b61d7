import type { Context } from "hono";

/** A posted form as plain strings. */
export async function readForm(context: Context): Promise<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams(await context.req.text()));
}
