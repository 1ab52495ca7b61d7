import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { howToSend, send, type Target } from "./signals";

/** A process that ends when this one does, however it ends. */
export type Companion = {
  child: ChildProcess;
  /** Its exit code, or the signal that ended it. */
  exited: Promise<number | NodeJS.Signals>;
  /** Asks it to exit, and kills it after `patienceMs`. */
  stop(patienceMs?: number): Promise<void>;
  /** Ends it at once, with what it started, without letting it do anything. */
  kill(): Promise<void>;
};

/**
 * Starts a process in a separate group, so that Ctrl-C in the terminal reaches only this process, which stops things in
 * order. A watchdog ends it when this process is gone, even after SIGKILL.
 */
export function startCompanion(command: string, args: string[], options: SpawnOptions = {}): Companion {
  const child = spawn(command, args, { ...options, detached: true, windowsHide: true });
  const { pid } = child;
  const exited = new Promise<number | NodeJS.Signals>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(code ?? signal ?? 1));
  });
  const watchdog = pid === undefined ? undefined : watch("SIGTERM", { pid, as: "group" });
  const ended = exited.finally(() => watchdog?.end());
  return {
    child,
    exited: ended,
    async stop(patienceMs = 8_000) {
      if (pid === undefined || hasEnded(child)) return;
      const kill = setTimeout(() => send("SIGKILL", { pid, as: "group" }), patienceMs);
      send("SIGTERM", { pid, as: "group" });
      await ended;
      clearTimeout(kill);
    },
    async kill() {
      if (pid === undefined || hasEnded(child)) return;
      send("SIGKILL", { pid, as: "group" });
      await ended;
    },
  };
}

/** Sends a signal or its equivalent as soon as this process is gone, when the pipe to the watchdog closes. */
export function watch(signal: "SIGINT" | "SIGTERM", target: Target): { end(): void } {
  const [command, ...args] = watchdogOf(signal, target);
  const watchdog = spawn(command, args, { detached: true, windowsHide: true, stdio: ["pipe", "ignore", "ignore"] });
  return {
    end() {
      if (watchdog.pid !== undefined && !hasEnded(watchdog)) send("SIGKILL", { pid: watchdog.pid, as: "group" });
    },
  };
}

function watchdogOf(signal: "SIGINT" | "SIGTERM", target: Target): [string, ...string[]] {
  const ask = howToSend(signal, target);
  // A shell uses a fortieth of Node's memory, and each process needs one.
  if ("signal" in ask) {
    return ["sh", "-c", `cat >/dev/null; kill -${signal.slice(3)} "$0" 2>/dev/null`, String(ask.pid)];
  }
  const program =
    "const [, command, ...args] = process.argv; process.stdin.resume().once('close', () => " +
    "require('node:child_process').spawnSync(command, args, { windowsHide: true }));";
  return [process.execPath, "--input-type=commonjs", "-e", program, ask.command, ...ask.args];
}

/** Runs a command until it exits. Throws with its last output when it fails. */
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

/** Whether a process runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function isZombie(pid: number): boolean {
  const stat = `/proc/${pid}/stat`;
  return existsSync(stat) && / Z \d/.test(readFileSync(stat, "utf8"));
}

/** Calls `onGone` once the process that started this one has ended. */
export function watchParent(onGone: () => void, platform: NodeJS.Platform = process.platform): void {
  const parent = process.ppid;
  // An orphan gets another parent, but on Windows it keeps the id of the one that is gone.
  const isGone = () => (platform === "win32" ? !isAlive(parent) : process.ppid !== parent);
  const timer = setInterval(() => {
    if (!isGone()) return;
    clearInterval(timer);
    onGone();
  }, 1_000);
  timer.unref();
}
