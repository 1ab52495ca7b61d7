import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism, cpus, release, totalmem, type } from "node:os";
import pg from "pg";
import { findPgbench } from "./floor/pgbench";

const SETTINGS = [
  "fsync",
  "synchronous_commit",
  "full_page_writes",
  "shared_buffers",
  "max_wal_size",
  "max_connections",
];

/** The machine, the software and the sources that produced the figures. */
export async function describeRun(serverUrl: string) {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  const { rows } = await client.query<{ name: string; value: string }>(
    "SELECT name, current_setting(name) AS value FROM pg_settings WHERE name = ANY ($1) OR name = 'server_version'",
    [SETTINGS],
  );
  await client.end();
  const { server_version: postgres, ...settings } = Object.fromEntries(rows.map(({ name, value }) => [name, value]));
  return {
    machine: {
      cpu: cpus()[0]?.model ?? "unknown",
      cores: availableParallelism(),
      memoryGb: Math.round(totalmem() / 2 ** 30),
      os: `${type()} ${release()}`,
    },
    versions: {
      node: process.version,
      postgres,
      pg: versionOf("pg"),
      next: versionOf("next"),
      pgbench: pgbenchVersion(),
    },
    settings,
    commit: commit(),
  };
}

function versionOf(name: string): string {
  const { version } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")) as { version: string };
  return version;
}

function pgbenchVersion(): string | null {
  const pgbench = findPgbench();
  return pgbench && execFileSync(pgbench, ["--version"], { encoding: "utf8" }).trim();
}

/** With a "+" when the sources differ from it. */
function commit(): string {
  try {
    const git = (...args: string[]) => execFileSync("git", args, { encoding: "utf8", stdio: "pipe" }).trim();
    const changed = git("status", "--porcelain", "--", "lib", "app", "prisma", "bench") !== "";
    return git("rev-parse", "--short", "HEAD") + (changed ? "+" : "");
  } catch {
    return "unknown: not a git checkout";
  }
}
