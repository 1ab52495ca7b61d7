import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "../processes";
import { send } from "../signals";

/**
 * Removes what a killed run left in the data directory: an orphaned server, or the lock file of a stopped one. Throws
 * when the server still belongs to a running process.
 */
export async function clearLeftovers(dataDir: string, pgCtl?: string): Promise<void> {
  const lock = join(dataDir, "postmaster.pid");
  if (!existsSync(lock)) return;
  const pid = Number(readFileSync(lock, "utf8").split("\n")[0]);
  // Process ids are reused, especially after a container restart: PostgreSQL itself would refuse to start if another
  // program now has the recorded one.
  if (!isServerOf(pid, dataDir)) return removeLocks(lock);
  const owner = readOwner(dataDir);
  if (owner !== undefined && owner !== process.pid && isAlive(owner)) {
    throw new Error(`The database in ${dataDir} is in use by process ${owner}: stop that one first.`);
  }
  await stopServer(pid, pgCtl);
  // A server that was killed leaves its lock, which the next one would respect until the process is reaped.
  if (!isAlive(pid)) removeLocks(lock);
}

/** The lock of the data directory, and that of the server's socket, which names the same process. */
function removeLocks(lock: string): void {
  // postgresql.org/docs/current/storage-file-layout.html: the fourth line is the port, the fifth the folder of the socket.
  const [pid, , , port, sockets] = readFileSync(lock, "utf8").split("\n");
  const socketLock = join(sockets ?? "", `.s.PGSQL.${port}.lock`);
  if (sockets && existsSync(socketLock) && readFileSync(socketLock, "utf8").split("\n")[0] === pid) rmSync(socketLock);
  rmSync(lock, { force: true });
}

/** Stops a server: open transactions are rolled back; after ten seconds it is stopped without a checkpoint. */
export async function stopServer(pid: number, pgCtl?: string): Promise<void> {
  for (const [signal, seconds] of [["SIGINT", 10] as const, ["SIGQUIT", 5] as const, ["SIGKILL", 5] as const]) {
    if (!isAlive(pid)) return;
    send(signal, { pid, as: "server", pgCtl });
    for (let waited = 0; waited < seconds * 1000 && isAlive(pid); waited += 20) await sleep(20);
  }
}

export const ownerFile = (dataDir: string): string => `${dataDir}.owner`;

function readOwner(dataDir: string): number | undefined {
  const file = ownerFile(dataDir);
  return existsSync(file) ? Number(readFileSync(file, "utf8")) : undefined;
}

function isServerOf(pid: number, dataDir: string): boolean {
  // pg_ctl writes Windows' paths with slashes.
  const withSlashes = (path: string) => path.replaceAll("\\", "/");
  return pid > 0 && isAlive(pid) && withSlashes(commandOf(pid)).includes(withSlashes(dataDir));
}

function commandOf(pid: number): string {
  const cmdline = `/proc/${pid}/cmdline`;
  if (existsSync(cmdline)) return readFileSync(cmdline, "utf8");
  if (process.platform === "win32") {
    const query = `(Get-CimInstance Win32_Process -Filter "ProcessId=${pid}").CommandLine`;
    return execFileSync("powershell", ["-NoProfile", "-Command", query], { encoding: "utf8", windowsHide: true });
  }
  return execFileSync("ps", ["-p", String(pid), "-o", "command="], { encoding: "utf8" });
}
