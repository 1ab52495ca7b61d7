import { authenticate } from "@/lib/api/http/authenticate";
import type { Caller } from "@/lib/api/http/caller";
import type { Definition } from "@/lib/api/http/definition";
import { Problem } from "@/lib/api/http/problems";
import { now } from "@/lib/clock";
import type { Sql } from "@/lib/db";

/** Checks whether the credentials of an open stream are still accepted, as for a new request. */
export function allowanceOf(request: Request, access: Definition["access"], sql: Sql): () => Promise<boolean> {
  const { method, url } = request;
  // The framework's request is not meant to outlive the response.
  const again = new Request(url, { method, headers: new Headers(request.headers) });
  return async () => {
    const caller = await authenticate(again, sql, await now());
    if (caller instanceof Problem) return false;
    return access === "public" || access === "person" || caller.scopes.includes(access);
  };
}

/** Whether a notification on the channel `credentials` can concern this caller. */
export function concerns({ key, userId }: Caller, announcement: string): boolean {
  // Keys are cached, so checking one costs nothing; and a service key acts on accounts other than its owner's.
  return key !== null || announcement === `user:${userId}`;
}
