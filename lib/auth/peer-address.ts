import { randomUUID } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";

/**
 * Next hands routes no socket, and fills in X-Forwarded-For from it only when the caller sent none. So the address of
 * the connection is written into each request as it arrives, in a header that a caller cannot name: part of it is made
 * up when the process starts.
 */
export function recordPeerAddresses(): void {
  if (globalPeer.refillPeerRecorded) return;
  globalPeer.refillPeerRecorded = true;
  // Published by every HTTP server of the process before it hands the request on.
  subscribe("http.server.request.start", (message) => {
    const { request, socket } = message as { request: IncomingMessage; socket: Socket };
    request.headers[headerName()] = socket.remoteAddress ?? "";
  });
}

/** The address at the other end of the connection; null where requests do not come from a server of this process. */
export function peerAddress(headers: Headers): string | null {
  return headers.get(headerName());
}

function headerName(): string {
  globalPeer.refillPeerHeader ??= `x-peer-${randomUUID()}`;
  return globalPeer.refillPeerHeader;
}

// Each route is a bundle with modules of its own; they read what the server's start wrote.
const globalPeer = globalThis as typeof globalThis & { refillPeerHeader?: string; refillPeerRecorded?: true };
