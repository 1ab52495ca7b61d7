import type { Context } from "hono";

/** A posted form as plain strings. */
export async function readForm(context: Context): Promise<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams(await context.req.text()));
}

/** Whether the form was posted from a frame of Stripe.js: see in-frame.ts. */
export function isFramed(form: Record<string, string>): boolean {
  return form.framed === "yes";
}
