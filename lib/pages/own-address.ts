import { subscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";
import { isIPv6 } from "node:net";
import { oncePerProcess } from "@/lib/once-per-process";

/** Remembers this process's internal address, from the first connection it receives. */
export function recordOwnAddress(): void {
  subscribe("http.server.request.start", (message) => {
    if (own().address) return;
    const { localAddress, localPort } = (message as { socket: Socket }).socket;
    if (!localAddress || !localPort) return;
    const address = localAddress.replace(/^::ffff:/, "");
    own().address = `http://${isIPv6(address) ? `[${address}]` : address}:${localPort}`;
  });
}

/** The internal origin of this process's server; null when it has no server. */
export function ownAddress(): string | null {
  return own().address;
}

const own = oncePerProcess("ownAddress", (): { address: string | null } => ({ address: null }));
