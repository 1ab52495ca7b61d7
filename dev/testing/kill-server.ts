import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Ends the PostgreSQL of a data directory without letting it write anything: like a power cut (the server and all its
 * backends by SIGKILL), or as `pg_ctl stop -m immediate` does (SIGQUIT). Resolves when none of its processes is left.
 */
export async function killServer(dataDir: string, how: "power cut" | "immediate"): Promise<void> {
  const server = Number(readFileSync(join(dataDir, "postmaster.pid"), "utf8").split("\n")[0]);
  const family = [server, ...childrenOf(server)];
  if (how === "immediate") process.kill(server, "SIGQUIT");
  // The server first, or it would see its backends end and recover.
  else for (const pid of family) kill(pid);
  for (const until = performance.now() + 10_000; family.some(isAlive); await sleep(10)) {
    if (performance.now() > until) throw new Error(`PostgreSQL ${server} does not end.`);
    if (how === "power cut") for (const pid of childrenOf(server)) kill(pid);
  }
}

function kill(pid: number): void {
  if (isAlive(pid)) process.kill(pid, "SIGKILL");
}

function childrenOf(parent: number): number[] {
  return processes().flatMap(({ pid, ppid }) => (ppid === parent ? [pid] : []));
}

const isAlive = (pid: number): boolean =>
  processes().some((found) => found.pid === pid && !found.state.startsWith("Z"));

type Process = { pid: number; ppid: number; state: string };

function processes(): Process[] {
  return existsSync("/proc/self/stat") ? readdirSync("/proc").flatMap(fromProc) : fromPs();
}

function fromProc(name: string): Process[] {
  if (!/^\d+$/.test(name)) return [];
  try {
    const stat = readFileSync(`/proc/${name}/stat`, "utf8");
    // The second field is the program's name, which can contain any text.
    const [state = "", ppid] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return [{ pid: Number(name), ppid: Number(ppid), state }];
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ESRCH")) return [];
    throw error;
  }
}

function fromPs(): Process[] {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,stat="], { encoding: "utf8" }).trim().split("\n");
  return lines.map((line) => {
    const [pid, ppid, state = ""] = line.trim().split(/\s+/);
    return { pid: Number(pid), ppid: Number(ppid), state };
  });
}
