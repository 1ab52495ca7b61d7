import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { type Account, chooseAccount } from "./postgres/account";
import { type Binaries, findBinaries } from "./postgres/binaries";
import { ensureDatabase } from "./postgres/databases";
import { clearLeftovers, ownerFile, stopServer } from "./postgres/leftovers";
import { freePort, isPortFree } from "./postgres/ports";
import { watch } from "./processes";

export type PostgresOptions = {
  /** The data directory; created when missing. Its log and owner are written next to it. */
  dataDir: string;
  /** Listens on 127.0.0.1 at this port; by default a free one. */
  port?: number;
  /** The database in `url`; created when missing. */
  database?: string;
  /** "none" trades crash safety for speed: only for data that a test throws away. */
  durability?: "full" | "none";
  /**
   * Whether `url` leads to a Unix socket beside the data, which costs both ends little more than half of what TCP does.
   * There is none on Windows, nor in a folder with a long path. The server answers at its port all the same.
   */
  socket?: boolean;
  /** Other settings of the server, such as shared_buffers. */
  settings?: Record<string, string>;
};

export type Postgres = { url: string; port: number; stop(): Promise<void> };

/** The port is used by another program. */
export class PortTaken extends Error {
  constructor(readonly port: number) {
    super(`Port ${port} is already in use: stop what listens there, or choose another port with PGPORT.`);
  }
}

/**
 * Starts an embedded PostgreSQL and resolves when it answers. The data survives restarts and crashes, and the server
 * ends with this process, however that ends. Works as root too.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const dataDir = resolve(options.dataDir);
  const binaries = findBinaries();
  mkdirSync(dirname(dataDir), { recursive: true });
  await clearLeftovers(dataDir, binaries.pgCtl);
  const port = options.port ?? (await freePort());
  if (!(await isPortFree(port))) throw new PortTaken(port);
  const account = chooseAccount(dataDir, binaries.root);
  if (!existsSync(join(dataDir, "PG_VERSION"))) initialise(binaries.initdb, dataDir, account);

  const { durability = "full", settings = {} } = options;
  const sockets = options.socket && canHaveSocket(`${dataDir}.socket`, port) ? `${dataDir}.socket` : "";
  if (sockets) account.ownDirectory(sockets);
  const server = await launch(binaries, account, { dataDir, port, durability, sockets, settings });
  writeFileSync(ownerFile(dataDir), String(process.pid));
  // The driver takes the folder of the socket for the host: node-postgres.com/features/connecting#unix-domain-sockets
  const address = sockets ? `${serverUrl(port)}?host=${encodeURIComponent(sockets)}` : serverUrl(port);
  const url = await ensureDatabase(address, options.database ?? "refill");
  return {
    url,
    port,
    async stop() {
      await server.stop();
      rmSync(ownerFile(dataDir), { force: true });
    },
  };
}

// The shortest limit of any system, macOS, less the terminating zero.
const LONGEST_SOCKET_BYTES = 103;

function canHaveSocket(folder: string, port: number): boolean {
  return process.platform !== "win32" && Buffer.byteLength(join(folder, `.s.PGSQL.${port}`)) <= LONGEST_SOCKET_BYTES;
}

const serverUrl = (port: number): string => `postgresql://refill:refill@127.0.0.1:${port}/postgres`;

function initialise(initdb: string, dataDir: string, account: Account): void {
  // initdb refuses a directory with something in it, and an interrupted run leaves one.
  rmSync(dataDir, { recursive: true, force: true });
  account.ownDirectory(dataDir);
  const settings = ["--username=refill", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-instructions"];
  const collation = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const { file, args, ...ids } = account.command(initdb, [
    `--pgdata=${dataDir}`,
    ...settings,
    ...collation,
    "--no-sync",
  ]);
  const result = spawnSync(file, args, { ...ids, cwd: "/", encoding: "utf8", env: environment() });
  if (result.status !== 0) {
    throw new Error(`PostgreSQL could not create its data directory as ${account.describe}:\n${result.stderr}`, {
      cause: result.error,
    });
  }
}

type Launch = {
  dataDir: string;
  port: number;
  durability: "full" | "none";
  /** The folder of its Unix socket; empty for none. */
  sockets: string;
  settings: Record<string, string>;
};

async function launch(binaries: Binaries, account: Account, how: Launch): Promise<{ stop(): Promise<void> }> {
  const deadline = performance.now() + 20_000;
  for (;;) {
    const server = spawnServer(binaries, account, how);
    if (await answers(server, how.port)) return { stop: () => stop(server) };
    const log = lastLines(logFile(how.dataDir));
    // After a SIGKILL the backends of the old server need a moment to notice that it is gone.
    const retry = /still in use|recovering|is starting up/.test(log) && performance.now() < deadline;
    if (/Address already in use/.test(log)) throw new PortTaken(how.port);
    if (!retry) throw new Error(`PostgreSQL did not start:\n${log}`);
    await sleep(200);
  }
}

type Server = { process: ChildProcess; pid: number; watchdog: { end(): void }; pgCtl: string };

function spawnServer(
  { postgres, pgCtl }: Binaries,
  account: Account,
  { dataDir, port, durability, sockets, settings }: Launch,
): Server {
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
  const flags = Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const { file, args, ...ids } = account.command(postgres, ["-D", dataDir, ...flags]);
  const log = openSync(logFile(dataDir), "w");
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
  return { process: child, pid: child.pid, watchdog, pgCtl };
}

async function answers(server: Server, port: number): Promise<boolean> {
  let ended = false;
  server.process.once("exit", () => {
    ended = true;
  });
  for (const until = performance.now() + 60_000; performance.now() < until && !ended; await sleep(20)) {
    const client = new pg.Client({ connectionString: serverUrl(port) });
    const connected = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => undefined);
    if (connected && !ended) return true;
  }
  await stop(server);
  return false;
}

async function stop(server: Server): Promise<void> {
  if (server.process.exitCode === null && server.process.signalCode === null)
    await stopServer(server.pid, server.pgCtl);
  server.watchdog.end();
}

const logFile = (dataDir: string): string => `${dataDir}.log`;

function lastLines(file: string): string {
  return readFileSync(file, "utf8").trimEnd().split("\n").slice(-15).join("\n");
}

function environment(): NodeJS.ProcessEnv {
  return { ...process.env, LC_ALL: "C", TZ: "UTC" };
}
