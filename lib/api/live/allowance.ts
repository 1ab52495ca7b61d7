import { authenticate } from "@/lib/api/http/authenticate";
import type { Caller } from "@/lib/api/http/caller";
import type { Definition } from "@/lib/api/http/definition";
import { Problem } from "@/lib/api/http/problems";
import { now } from "@/lib/clock";
import type { Sql } from "@/lib/db";

/** Whether the credentials of a request that was let in would be let in again, by all that is checked of a new one. */
export function allowanceOf(request: Request, access: Definition["access"], sql: Sql): () => Promise<boolean> {
  const { method, url } = request;
  // What the framework hands over is not made to outlive the answer.
  const again = new Request(url, { method, headers: new Headers(request.headers) });
  return async () => {
    const caller = await authenticate(again, sql, await now());
    if (caller instanceof Problem) return false;
    return access === "public" || access === "person" || caller.scopes.includes(access);
  };
}

/** Whether an announcement on the channel `credentials` may be about those of this caller. */
export function concerns({ key, userId }: Caller, announcement: string): boolean {
  // What a key may do is remembered, so asking costs nothing; and a service key's owner is not who it acts for.
  return key !== null || announcement === `user:${userId}`;
}
