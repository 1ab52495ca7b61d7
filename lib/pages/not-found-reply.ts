/** The 404 of a route that is neither a page nor in the API. */
export function notFoundReply(): Response {
  const headers = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" };
  return new Response("Not found.\n", { status: 404, headers });
}
