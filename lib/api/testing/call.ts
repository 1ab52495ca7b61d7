import type { RouteHandler } from "@/lib/api/http/route";

export type Answer = {
  status: number;
  headers: Headers;
  /** The parsed JSON; empty when the response is not JSON. */
  json: Record<string, unknown>;
};

export type CallOptions = {
  url?: string;
  /** Sent as JSON; a string or bytes are sent as they are. */
  body?: unknown;
  token?: string;
  headers?: Record<string, string>;
  /** The values for […] in the route's path. */
  params?: Record<string, string>;
};

/** Calls a route handler as the framework does. */
export async function call(
  handler: RouteHandler,
  method: string,
  { url = "/", body, token, headers = {}, params = {} }: CallOptions = {},
): Promise<Answer> {
  const request = new Request(new URL(url, "http://localhost:3000"), {
    method,
    headers: {
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: typeof body === "string" || body instanceof Uint8Array || body === undefined ? body : JSON.stringify(body),
  } as RequestInit);
  const response = await handler(request, { params: Promise.resolve(params) });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get("content-type") ?? "");
  return { status: response.status, headers: response.headers, json: isJson ? JSON.parse(text) : {} };
}
