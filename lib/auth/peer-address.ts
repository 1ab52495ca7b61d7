import { randomUUID } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { oncePerProcess } from "@/lib/once-per-process";

/**
 * Next gives routes no socket, and only sets X-Forwarded-For from it when the client sent none. So the connection's
 * address is written into each request as it arrives, in a header whose name is random per process and so cannot be
 * forged.
 */
export function recordPeerAddresses(): void {
  recording();
}

const recording = oncePerProcess("peerAddressRecorder", () => {
  // Every HTTP server of the process publishes this before it hands the request on.
  subscribe("http.server.request.start", (message) => {
    const { request, socket } = message as { request: IncomingMessage; socket: Socket };
    request.headers[headerName()] = socket.remoteAddress ?? "";
  });
  return true;
});

/** The connection's peer address; null when the request did not come through a server of this process. */
export function peerAddress(headers: Pick<Headers, "get">): string | null {
  return headers.get(headerName());
}

const headerName = oncePerProcess("peerAddressHeader", () => `x-peer-${randomUUID()}`);
