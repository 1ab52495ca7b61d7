import { subscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";
import { isIPv6 } from "node:net";

/** Remembers where this process's server is reached from inside, from the first connection that comes in. */
export function recordOwnAddress(): void {
  subscribe("http.server.request.start", (message) => {
    if (globalAddress.refillOwnAddress) return;
    const { localAddress, localPort } = (message as { socket: Socket }).socket;
    if (!localAddress || !localPort) return;
    const address = localAddress.replace(/^::ffff:/, "");
    globalAddress.refillOwnAddress = `http://${isIPv6(address) ? `[${address}]` : address}:${localPort}`;
  });
}

/** The origin that this process's server answers at from inside; null where there is no server of this process. */
export function ownAddress(): string | null {
  return globalAddress.refillOwnAddress ?? null;
}

const globalAddress = globalThis as typeof globalThis & { refillOwnAddress?: string };
