import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

/** A process that ends with this one, however this one ends. */
export type Companion = {
  child: ChildProcess;
  /** Its exit code, or the signal that ended it. */
  exited: Promise<number | NodeJS.Signals>;
  /** Asks it to end, and after `patienceMs` makes it. */
  stop(patienceMs?: number): Promise<void>;
};

/**
 * Starts a process in a group of its own, so that Ctrl-C in the terminal reaches only us, who stop things in order.
 * A watchdog ends it when this process is gone, even by SIGKILL.
 */
export function startCompanion(command: string, args: string[], options: SpawnOptions = {}): Companion {
  const child = spawn(command, args, { ...options, detached: true });
  const { pid } = child;
  const exited = new Promise<number | NodeJS.Signals>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(code ?? signal ?? 1));
  });
  const watchdog = pid === undefined ? undefined : watch(-pid, "TERM");
  const ended = exited.finally(() => watchdog?.end());
  return {
    child,
    exited: ended,
    async stop(patienceMs = 8_000) {
      if (pid === undefined || hasEnded(child)) return;
      const kill = setTimeout(() => process.kill(-pid, "SIGKILL"), patienceMs);
      process.kill(-pid, "SIGTERM");
      await ended;
      clearTimeout(kill);
    },
  };
}

/**
 * Sends a signal to a process, or to a group when negative, as soon as this process is gone: then the pipe closes and
 * `cat` ends.
 */
export function watch(target: number, signal: "INT" | "TERM"): { end(): void } {
  const script = `cat >/dev/null; kill -${signal} "$0" 2>/dev/null`;
  const shell = spawn("sh", ["-c", script, String(target)], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  return {
    end() {
      if (shell.pid !== undefined && !hasEnded(shell)) process.kill(-shell.pid, "SIGKILL");
    },
  };
}

/** Runs a command to its end. Throws with its last output when it fails. */
export async function run(command: string, args: string[], options: SpawnOptions = {}): Promise<void> {
  const companion = startCompanion(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [companion.child.stdout, companion.child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-20_000);
    });
  }
  const code = await companion.exited;
  // Output still in the pipe arrives after the exit.
  if (code !== 0) await sleep(50);
  if (code !== 0) throw new Error(`${[command, ...args].join(" ")} failed (${code}):\n${output.trim()}`);
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;
