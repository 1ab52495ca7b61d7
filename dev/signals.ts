import { spawnSync } from "node:child_process";

/** A process and how to end it: alone, with its children, or as a PostgreSQL server. */
export type Target = { pid: number; as: "group" | "server"; pgCtl?: string };

/**
 * How to end a process on this platform. Windows has no signals: Node kills a process there immediately, its children
 * keep running, and PostgreSQL would have to recover. So taskkill ends a process tree, and pg_ctl stops a server.
 */
export type Ask = { signal: NodeJS.Signals; pid: number } | { command: string; args: string[] };

const PG_NAMES: Partial<Record<NodeJS.Signals, string>> = { SIGINT: "INT", SIGTERM: "TERM", SIGQUIT: "QUIT" };

/** How to send this signal or its equivalent. */
export function howToSend(signal: NodeJS.Signals, target: Target, platform: NodeJS.Platform = process.platform): Ask {
  if (platform !== "win32") return { signal, pid: target.as === "group" ? -target.pid : target.pid };
  const name = PG_NAMES[signal];
  if (target.as === "server" && target.pgCtl && name) {
    return { command: target.pgCtl, args: ["kill", name, String(target.pid)] };
  }
  return { command: "taskkill", args: ["/pid", String(target.pid), "/T", "/F"] };
}

/** Sends a signal. It is not an error if the process has already exited. */
export function send(signal: NodeJS.Signals, target: Target): void {
  const ask = howToSend(signal, target);
  if ("command" in ask) {
    spawnSync(ask.command, ask.args, { stdio: "ignore", windowsHide: true });
    return;
  }
  try {
    process.kill(ask.pid, ask.signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
