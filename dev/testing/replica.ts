import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { type Postgres, startPostgres } from "../postgres";
import { chooseAccount } from "../postgres/account";
import { findBinaries } from "../postgres/binaries";
import { freePort } from "../postgres/ports";
import { killServer } from "./kill-server";

export type PrimaryAndReplica = {
  primaryUrl: string;
  replicaUrl: string;
  /** Ends the replica with SIGKILL. */
  kill: () => Promise<void>;
  /** Starts it again at the same port. */
  restart: () => Promise<void>;
  end: () => Promise<void>;
};

/** A PostgreSQL with a streaming replica. The caller migrates the primary with `fill` before it is copied. */
export async function startPrimaryAndReplica(fill: (primaryUrl: string) => Promise<void>): Promise<PrimaryAndReplica> {
  const folder = mkdtempSync(join(tmpdir(), "refill-replica-"));
  const primaryDir = join(folder, "primary");
  const replicaDir = join(folder, "replica");
  // What is committed is in the log at once, as it is on a server that may lose nothing.
  const settings = { synchronous_commit: "on" };
  const primary = await startPostgres({ dataDir: primaryDir, durability: "none", settings });
  await fill(primary.url);
  await copyServer(primary.url, primaryDir, replicaDir);
  const port = await freePort();
  let replica: Postgres;
  const restart = async () => {
    const primaryAddress = `host=127.0.0.1 port=${primary.port} user=refill`;
    const following = {
      primary_conninfo: primaryAddress,
      hot_standby_feedback: "on",
      wal_retrieve_retry_interval: "100ms",
    };
    replica = await startPostgres({ dataDir: replicaDir, durability: "none", port, settings: following });
  };
  await restart();
  return {
    primaryUrl: primary.url,
    replicaUrl: primary.url.replace(`:${primary.port}/`, `:${port}/`),
    kill: () => killServer(replicaDir, "power cut"),
    restart,
    end: async () => {
      await replica.stop();
      await primary.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A copy of the files of a running server, as pg_basebackup makes one, which the embedded PostgreSQL does not come with. */
async function copyServer(url: string, from: string, to: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("SELECT pg_backup_start('replica', fast => true)");
    const account = chooseAccount(from, findBinaries().root);
    account.ownDirectory(to);
    const { file, args, ...ids } = account.command("cp", ["-R", `${from}/.`, to]);
    execFileSync(file, args, { ...ids, cwd: "/" });
    const { rows } = await client.query<{ label: string }>("SELECT labelfile AS label FROM pg_backup_stop(false)");
    rmSync(join(to, "postmaster.pid"), { force: true });
    writeFileSync(join(to, "backup_label"), rows[0]?.label ?? "");
    writeFileSync(join(to, "standby.signal"), "");
  } finally {
    await client.end();
  }
}
