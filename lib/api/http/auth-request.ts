import { NextRequest } from "next/server";
import { type Problem, problem } from "@/lib/api/http/problems";
import { readBytes, tooLarge } from "@/lib/api/http/read-body";
import { isCallbackUrl } from "@/lib/auth/callback-url";

/** A sign-in form, even with a long callback URL, is far below this. */
const MAX_BYTES = 16_384;

const ENDPOINTS = new Set(["callback", "csrf", "error", "providers", "session", "signin", "signout"]);

/**
 * Checks a request before next-auth sees it. Returns the request with its body read, or the problem. next-auth answers
 * 500 to a body that is not JSON, to fields that are not strings, to an invalid callback URL, and to an error code
 * that does not fit into a header. Only the endpoints that the app uses exist: `_log` would write anything to the log, and the
 * others are next-auth's own pages.
 * `path` is what follows /api/auth/.
 */
export async function checkAuthRequest(
  request: NextRequest,
  path: readonly string[],
  appUrl: string,
): Promise<NextRequest | Problem> {
  if (!ENDPOINTS.has(path[0] ?? "")) return problem("unknown_url");
  const { searchParams } = request.nextUrl;
  if (![...path, ...searchParams.getAll("error")].every(fitsHeader)) return problem("sign_in_error_not_valid");
  if (!searchParams.getAll("callbackUrl").every((url) => isCallbackUrl(url, appUrl)))
    return problem("callback_url_not_valid");
  if (request.method !== "POST") return path.join("/") === "callback/credentials" ? postOnly() : request;

  const bytes = await readBytes(request, MAX_BYTES);
  if (bytes === "too_large") return tooLarge(MAX_BYTES);
  if (bytes === "cut_off") return problem("body_cut_off");
  const fields = fieldsOf(request.headers.get("content-type") ?? "", bytes.toString());
  if (!fields) return problem("sign_in_body_not_text");
  if (!isCallbackUrl(fields.callbackUrl ?? "", appUrl)) return problem("callback_url_not_valid");
  const { url, method, headers } = request;
  return new NextRequest(url, { method, headers, body: new Uint8Array(bytes) });
}

/** The body's fields, parsed by the content type as next-auth does; null if they are not all strings. */
function fieldsOf(type: string, text: string): Record<string, string> | null {
  if (type.includes("application/json")) return jsonFields(text);
  if (type.includes("application/x-www-form-urlencoded")) return Object.fromEntries(new URLSearchParams(text));
  return {};
}

function jsonFields(text: string): Record<string, string> | null {
  const value = parsed(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const fields = Object.entries(value);
  if (!fields.every(([name, field]) => typeof field === "string" || (name === "json" && field === true))) return null;
  return Object.fromEntries(fields.map(([name, field]) => [name, String(field)]));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function fitsHeader(text: string): boolean {
  return /^[\x20-\x7e]{0,1000}$/.test(text);
}

// next-auth answers 500.
function postOnly(): Problem {
  return problem("method_not_allowed", { allow: "POST" }).with({ headers: { allow: "POST" } });
}
