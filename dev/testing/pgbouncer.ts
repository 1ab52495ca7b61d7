import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { freePort } from "../postgres/ports";

const PLACES = ["pgbouncer", "/usr/sbin/pgbouncer", "/usr/local/sbin/pgbouncer", "/opt/homebrew/bin/pgbouncer"];

/** PgBouncer's program and version, if it is installed. With PGBOUNCER=required, as in CI, it must be. */
export function findPgBouncer(): { program: string; version: string } | null {
  for (const program of PLACES) {
    const { status, stdout } = spawnSync(program, ["--version"], { encoding: "utf8" });
    const version = /PgBouncer (\S+)/i.exec(stdout ?? "")?.[1];
    if (status === 0 && version) return { program, version };
  }
  if (process.env.PGBOUNCER === "required")
    throw new Error("PgBouncer is not installed. Run bash .ci/install-pgbouncer.");
  return null;
}

export type PgBouncerOptions = { mode?: "transaction" | "session"; poolSize: number; preparedStatements?: number };

export type PgBouncer = {
  /** The URL of the database through it. */
  url: string;
  /** Ends it with SIGKILL, and resolves when it has ended. */
  kill: () => Promise<void>;
  /** Starts it again at the same port. */
  restart: () => Promise<void>;
  /** Ends it for good, and removes its files. */
  end: () => void;
};

const SAMPLE = "deploy/compose/pgbouncer.ini";

/** Runs PgBouncer in front of the database of `url` until the running test ends. Returns the URL through it. */
export async function startPgBouncer(program: string, url: string, options: PgBouncerOptions): Promise<string> {
  const bouncer = await openPgBouncer(program, url, options);
  onTestFinished(bouncer.end);
  return bouncer.url;
}

/** The same until the caller ends it. Its configuration is that of Compose, but for addresses and accounts. */
export async function openPgBouncer(program: string, url: string, options: PgBouncerOptions): Promise<PgBouncer> {
  const { hostname, port, username, pathname } = new URL(url);
  const folder = mkdtempSync(join(tmpdir(), "refill-pgbouncer-"));
  const ownPort = await freePort();
  const file = join(folder, "pgbouncer.ini");
  const { mode, poolSize, preparedStatements } = options;
  // What is said last counts.
  writeFileSync(
    file,
    `${readFileSync(SAMPLE, "utf8")}
listen_addr = 127.0.0.1
listen_port = ${ownPort}
auth_type = any
auth_file =
default_pool_size = ${poolSize}
${mode ? `pool_mode = ${mode}` : ""}
${preparedStatements === undefined ? "" : `max_prepared_statements = ${preparedStatements}`}
[databases]
* = host=${hostname} port=${port} user=${decodeURIComponent(username)}
`,
  );
  // It does not run as root.
  chmodSync(folder, 0o755);
  const uid = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  let child: ChildProcess;

  async function start(): Promise<void> {
    child = spawn(program, [file], { ...uid, stdio: ["ignore", "ignore", "pipe"] });
    let output = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    while (!/process up/.test(output)) {
      if (child.exitCode !== null) throw new Error(`PgBouncer did not start:\n${output}`);
      await sleep(20);
    }
  }

  await start();
  return {
    url: `postgresql://${username}@127.0.0.1:${ownPort}${pathname}`,
    kill: async () => {
      const ended = once(child, "close");
      child.kill("SIGKILL");
      await ended;
    },
    restart: start,
    end: () => {
      child.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
