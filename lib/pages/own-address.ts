import { subscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";
import { isIPv6 } from "node:net";

/** Remembers this process's internal address, from the first connection it receives. */
export function recordOwnAddress(): void {
  subscribe("http.server.request.start", (message) => {
    if (globalAddress.refillOwnAddress) return;
    const { localAddress, localPort } = (message as { socket: Socket }).socket;
    if (!localAddress || !localPort) return;
    const address = localAddress.replace(/^::ffff:/, "");
    globalAddress.refillOwnAddress = `http://${isIPv6(address) ? `[${address}]` : address}:${localPort}`;
  });
}

/** The internal origin of this process's server; null when it has no server. */
export function ownAddress(): string | null {
  return globalAddress.refillOwnAddress ?? null;
}

const globalAddress = globalThis as typeof globalThis & { refillOwnAddress?: string };
