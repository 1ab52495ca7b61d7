import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";

const REQUEST_STARTS = "http.server.request.start";

/** Handles a request, or calls `letIn` for whatever was there before. */
export type Doorkeeper = (request: IncomingMessage, response: ServerResponse, letIn: () => void) => void;

/**
 * Puts `keeper` before the listeners of every HTTP server of this process: the framework gives no access to its own. Who
 * stands there last is asked first. Returns a function that undoes it for servers that had no request yet.
 */
export function standBefore(keeper: Doorkeeper): () => void {
  const seen = new WeakSet<Server>();
  const place = (message: unknown) => {
    const { server } = message as { server: Server };
    if (seen.has(server)) return;
    seen.add(server);
    const inside = server.listeners("request") as RequestListener[];
    server.removeAllListeners("request");
    server.on("request", (request: IncomingMessage, response: ServerResponse) =>
      keeper(request, response, () => {
        for (const listener of inside) listener.call(server, request, response);
      }),
    );
  };
  // Published before a server emits the request to its listeners (nodejs.org/api/diagnostics_channel.html).
  subscribe(REQUEST_STARTS, place);
  return () => void unsubscribe(REQUEST_STARTS, place);
}
