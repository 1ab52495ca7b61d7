import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Server, ServerResponse } from "node:http";

const REQUEST_STARTS = "http.server.request.start";

export type OpenServers = {
  /** Accepts no more connections, and resolves when every request is answered. */
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
  const note = (message: unknown) => {
    const { server, response } = message as { server: Server; response: ServerResponse };
    servers.add(server);
    if (isStopping()) response.shouldKeepAlive = false;
  };
  // Published before a server emits the request to its listeners (nodejs.org/api/diagnostics_channel.html).
  subscribe(REQUEST_STARTS, note);
  const end = () => void unsubscribe(REQUEST_STARTS, note);
  return {
    end,
    close: async () => {
      await Promise.all([...servers].map((server) => new Promise((closed) => server.close(closed))));
    },
  };
}
