import { spawnSync } from "node:child_process";

/** A process and how it is told to end: alone, with all it started, or as a PostgreSQL server. */
export type Target = { pid: number; as: "group" | "server"; pgCtl?: string };

/**
 * How a process is asked to end on this platform. Windows knows no signals: Node ends a process there at once, its
 * children live on, and PostgreSQL would have to recover. So a tree is ended by taskkill, and a server is asked by pg_ctl.
 */
export type Ask = { signal: NodeJS.Signals; pid: number } | { command: string; args: string[] };

const PG_NAMES: Partial<Record<NodeJS.Signals, string>> = { SIGINT: "INT", SIGTERM: "TERM", SIGQUIT: "QUIT" };

/** How to send this signal, or what stands for it. */
export function howToSend(signal: NodeJS.Signals, target: Target, platform: NodeJS.Platform = process.platform): Ask {
  if (platform !== "win32") return { signal, pid: target.as === "group" ? -target.pid : target.pid };
  const name = PG_NAMES[signal];
  if (target.as === "server" && target.pgCtl && name) {
    return { command: target.pgCtl, args: ["kill", name, String(target.pid)] };
  }
  return { command: "taskkill", args: ["/pid", String(target.pid), "/T", "/F"] };
}

/** Sends a signal. That the process is gone by then is no error. */
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
