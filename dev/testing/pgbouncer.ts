import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll } from "vitest";
import { freePort } from "../postgres/ports";

const PLACES = ["pgbouncer", "/usr/sbin/pgbouncer", "/usr/local/sbin/pgbouncer", "/opt/homebrew/bin/pgbouncer"];

/** PgBouncer's program and version, if it is installed. */
export function findPgBouncer(): { program: string; version: string } | null {
  for (const program of PLACES) {
    const { status, stdout } = spawnSync(program, ["--version"], { encoding: "utf8" });
    const version = /PgBouncer (\S+)/i.exec(stdout ?? "")?.[1];
    if (status === 0 && version) return { program, version };
  }
  return null;
}

export type PgBouncerOptions = { mode: "transaction" | "session"; poolSize: number; preparedStatements?: number };

/** Runs PgBouncer in front of the database of `url` until the test file ends. Returns the URL through it. */
export async function startPgBouncer(program: string, url: string, options: PgBouncerOptions): Promise<string> {
  const { hostname, port, username, pathname } = new URL(url);
  const folder = mkdtempSync(join(tmpdir(), "refill-pgbouncer-"));
  const ownPort = await freePort();
  const file = join(folder, "pgbouncer.ini");
  const { mode, poolSize, preparedStatements } = options;
  writeFileSync(
    file,
    `[databases]
* = host=${hostname} port=${port} user=${decodeURIComponent(username)}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${ownPort}
unix_socket_dir =
auth_type = any
pool_mode = ${mode}
default_pool_size = ${poolSize}
${preparedStatements === undefined ? "" : `max_prepared_statements = ${preparedStatements}`}
`,
  );
  // It does not run as root.
  chmodSync(folder, 0o755);
  const uid = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const child = spawn(program, [file], { ...uid, stdio: ["ignore", "ignore", "pipe"] });
  let output = "";
  child.stderr.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  afterAll(() => {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });
  while (!/process up/.test(output)) {
    if (child.exitCode !== null) throw new Error(`PgBouncer did not start:\n${output}`);
    await sleep(20);
  }
  return `postgresql://${username}@127.0.0.1:${ownPort}${pathname}`;
}
