import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Server, ServerResponse } from "node:http";
import { Server as NetServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const REQUEST_STARTS = "http.server.request.start";
// A request may be on its way when the server stops listening.
const SILENT_MS = 250;

export type OpenServers = {
  /** Stops accepting connections, and resolves when every request is answered. */
  close: () => Promise<void>;
  /** Forgets the servers, which stay open. */
  end: () => void;
};

/**
 * Finds the HTTP servers of this process, which belong to the framework, by their requests. Once `isStopping`, each response
 * closes its connection, so that a proxy opens its next one to another process (RFC 9112, 9.6).
 */
export function findServers(isStopping: () => boolean): OpenServers {
  const servers = new Set<Server>();
  const unanswered = new Set<ServerResponse>();
  const note = (message: unknown) => {
    const { server, response } = message as { server: Server; response: ServerResponse };
    servers.add(server);
    unanswered.add(response);
    response.once("close", () => unanswered.delete(response));
    if (isStopping()) response.shouldKeepAlive = false;
  };
  // Published before a server emits the request to its listeners (nodejs.org/api/diagnostics_channel.html).
  subscribe(REQUEST_STARTS, note);
  const end = () => void unsubscribe(REQUEST_STARTS, note);
  return {
    end,
    close: async () => {
      // An HTTP server's own `close` also ends idle connections at once, and a request may be on its way on one of them.
      const stopListening = (server: Server) => new Promise((done) => NetServer.prototype.close.call(server, done));
      const closed = Promise.all([...servers].map(stopListening));
      // Node would wait for a connection without a request, such as browsers and proxies open ahead of time.
      await Promise.race([closed, allAnswered(unanswered)]);
      for (const server of servers) server.closeAllConnections();
      await closed;
    },
  };
}

/** Resolves when nothing was unanswered for a moment. */
async function allAnswered(unanswered: ReadonlySet<ServerResponse>): Promise<void> {
  do {
    await Promise.all([...unanswered].map((response) => new Promise((done) => response.once("close", done))));
    await sleep(SILENT_MS);
  } while (unanswered.size > 0);
}
