import { linkSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Two writers on one folder would each overwrite what the other acknowledged. */
export class FolderInUse extends Error {}

/** Folders this process holds: its own number in a lock file says nothing about them. */
const held = new Set<string>();

/** A process that was asked to end, or was killed, takes a moment to exit. */
const waitsAtMost = 10;
const waitMs = 50;

/**
 * Takes the folder for this process and answers with what gives it back. The lock of a process that has ended, however
 * it ended, is taken over.
 */
export function lockFolder(directory: string): () => void {
  mkdirSync(directory, { recursive: true });
  const folder = realpathSync(directory);
  const path = join(folder, "lock");
  const mine = `${process.pid} ${startOf(process.pid)}\n`;
  if (held.has(folder)) throw inUse(directory, process.pid);
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, mine);
  try {
    for (let waits = 0; !create(draft, path); ) {
      const holder = takeStale(path);
      if (holder === null) continue;
      if (waits === waitsAtMost) throw inUse(directory, holder);
      waits += 1;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, waitMs);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  held.add(folder);
  return () => {
    held.delete(folder);
    if (read(path) === mine) rmSync(path, { force: true });
  };
}

/** Linking fails when the name is taken, and the file has its content from the first moment. */
function create(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/**
 * Moves a dead process's lock out of the way, and puts it back if another process was faster with a live one. Answers
 * with the number of a holder that lives.
 */
function takeStale(path: string): number | null {
  const found = read(path);
  if (found === null) return null;
  const [pid = "", start = ""] = found.trim().split(" ");
  if (isAlive(Number(pid), start)) return Number(pid);
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
  if (read(aside) !== found) create(aside, path);
  rmSync(aside, { force: true });
  return null;
}

/** Process ids are reused, so the start time of the process is compared too where the system gives it. */
function isAlive(pid: number, start: string): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
  const { state, started } = statOf(pid);
  if (state === "Z" || state === "X") return false;
  return started === "" || start === "" || started === start;
}

function startOf(pid: number): string {
  return statOf(pid).started;
}

/** Empty where there is no /proc. Source: proc_pid_stat(5), fields 3 and 22. */
function statOf(pid: number): { state: string; started: string } {
  const stat = read(`/proc/${pid}/stat`);
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ") ?? [];
  return { state: fields[0] ?? "", started: fields[19] ?? "" };
}

function read(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ESRCH") return null;
    throw error;
  }
}

function inUse(directory: string, pid: number): FolderInUse {
  return new FolderInUse(
    `${directory} is in use by another local Stripe (process ${pid}). Stop it, or set STRIPE_LOCAL_DATA to another folder.`,
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
