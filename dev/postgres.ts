import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type Account, chooseAccount } from "./postgres/account";
import { findBinaries } from "./postgres/binaries";
import { ensureDatabase } from "./postgres/databases";
import { clearLeftovers, ownerFile } from "./postgres/leftovers";
import { freePort, isPortFree } from "./postgres/ports";
import { environment, launchServer, PortTaken, type Starter, serverUrl, usualStarter } from "./postgres/server";

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
  /** Which program starts the server; by default what this platform needs. */
  starter?: Starter;
};

export type Postgres = { url: string; port: number; stop(): Promise<void> };

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

  const { durability = "full", settings = {}, starter = usualStarter() } = options;
  const sockets = options.socket && canHaveSocket(`${dataDir}.socket`, port) ? `${dataDir}.socket` : "";
  if (sockets) account.ownDirectory(sockets);
  const server = await launchServer(binaries, account, { dataDir, port, durability, sockets, settings, starter });
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
