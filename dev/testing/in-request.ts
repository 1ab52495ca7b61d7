import { unstable_rethrow } from "next/navigation";
import { serveRoute } from "./next-server";

/** Runs `work` as a page, an action or a route of a browser that sends these headers. */
export type InRequest = (work: () => Promise<unknown>, headers: Record<string, string>) => Promise<Response>;

/**
 * Cookies, headers, redirects and "not found" for work outside a route file. What it returns is the JSON of the response;
 * what it throws, other than a redirect or "not found", is rethrown to the test.
 */
export async function inRequest(): Promise<InRequest> {
  let work: () => Promise<unknown> = async () => null;
  let thrown: { error: unknown } | null = null;
  const answer = async () => {
    try {
      return Response.json((await work()) ?? null);
    } catch (error) {
      unstable_rethrow(error);
      thrown = { error };
      return new Response(null, { status: 500 });
    }
  };
  const url = await serveRoute(
    async () => ({ POST: answer }),
    () => ({}),
  );
  return async (next, headers) => {
    work = next;
    thrown = null;
    const response = await fetch(url, { method: "POST", headers, redirect: "manual" });
    const failed = thrown as { error: unknown } | null;
    if (failed) throw failed.error;
    return response;
  };
}
