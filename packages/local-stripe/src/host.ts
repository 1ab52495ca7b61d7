import { isIP } from "node:net";

/** The address a service listens on: 127.0.0.1 unless `setting` is another IP address. */
export function hostFrom(setting: string | undefined): string {
  // Some shells keep the machine's name in HOST, which is no address to listen on.
  return setting && isIP(setting) !== 0 ? setting : "127.0.0.1";
}

/** How a service that listens on `host` is named in a URL. */
export function nameOf(host: string): string {
  if (["127.0.0.1", "0.0.0.0", "::1", "::"].includes(host)) return "localhost";
  return isIP(host) === 6 ? `[${host}]` : host;
}

/** The end of a sentence about a service that HOST opened. */
export const OPEN_WARNING =
  "can be reached from your network (HOST), without a password: anybody there can read and change everything in it.";
