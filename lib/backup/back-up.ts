import { access, type FileHandle, mkdir, open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ClientBase } from "pg";
import { appliedMigrations, queueMigration } from "./applied-migrations";
import { connect } from "./connect";
import type { Lock } from "./encryption";
import { hiddenFrom } from "./hidden-from";
import { type Facts, type Manifest, manifestFile, parseTail, type Summary } from "./manifest";
import { schemaLines } from "./schema-lines";
import { SESSION, writeScript } from "./script";
import { writeSealed } from "./sealed-file";
import { type Stored, storedIn, tablesElsewhere } from "./stored";

/** A folder, in which the file is named by the time, or the file itself. */
export type Destination = { folder: string } | { file: string };

export type BackedUp = {
  manifest: Manifest;
  path: string;
  /** Tables of other schemas: they are not in the backup. */
  elsewhere: string[];
};

/**
 * Writes all rows of a database, as of one moment, to a file, and its manifest beside it. Nothing waits for it but a change
 * of a table: it reads a snapshot. Everything that was acknowledged before the call is in it. The file has its name only
 * once it is complete and on disk; on an error nothing is left. It is compressed, encrypted with `lock`, and readable by its
 * owner only.
 */
export async function backUp(databaseUrl: string, to: Destination, lock: Lock, now: Date): Promise<BackedUp> {
  const client = await connect(databaseUrl);
  try {
    const stored = await beginSnapshot(client);
    const facts = await factsOf(client, now);
    const path = "file" in to ? to.file : join(to.folder, fileName(now, lock));
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const manifest = await writeBoth(client, facts, stored, path, lock);
    return { manifest, path, elsewhere: await tablesElsewhere(client) };
  } finally {
    await client.end();
  }
}

/**
 * Begins the transaction that is read from. The tables are locked before the snapshot is taken: one that a migration
 * rewrites in between would look empty (postgresql.org/docs/current/mvcc-caveats.html).
 */
async function beginSnapshot(client: ClientBase): Promise<Stored> {
  const before = namesOf(await storedIn(client));
  await client.query("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
  await client.query(SESSION);
  if (before !== "") await client.query(`LOCK TABLE ${before} IN ACCESS SHARE MODE`);
  const stored = await storedIn(client);
  if (namesOf(stored) !== before) throw new Error("The tables changed meanwhile. Run it again.");
  const hidden = await hiddenFrom(client);
  if (hidden.length > 0)
    throw new Error(
      `This role does not see all of ${hidden.join(", ")}. Use the role that owns the tables, or the app's.`,
    );
  return stored;
}

const namesOf = ({ tables }: Stored): string => tables.map(({ name }) => name).join(", ");

/** Such as refill-20261129T173000Z.sql.gz; with .age at the end when encrypted. */
function fileName(now: Date, lock: Lock): string {
  const time = now.toISOString().replace(/[-:]|\.\d+/g, "");
  return `refill-${time}.sql.gz${lock.kind === "none" ? "" : ".age"}`;
}

async function factsOf(client: ClientBase, now: Date): Promise<Facts> {
  const { version } = JSON.parse(await readFile("package.json", "utf8")) as { version: string };
  const { rows } = await client.query<{ server: string; lsn: string }>(
    `SELECT current_setting('server_version') AS server,
       CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END::text AS lsn`,
  );
  const queue = await queueMigration(client);
  const migrations = await appliedMigrations(client);
  if (rows[0] === undefined || queue === null || migrations.length === 0) {
    throw new Error("This database has no tables of Refill yet. Run npm run migrate first.");
  }
  const schema = await schemaLines(client);
  return { format: 1, app: version, ...rows[0], takenAt: now.toISOString(), migrations, queueMigration: queue, schema };
}

/** Writes the backup and its manifest under other names, and gives them theirs once both are on disk. */
async function writeBoth(
  client: ClientBase,
  facts: Facts,
  stored: Stored,
  path: string,
  lock: Lock,
): Promise<Manifest> {
  if (await exists(path)) throw new Error(`${path} exists already and is not overwritten.`);
  const partial = `${path}.partial`;
  const partialManifest = `${manifestFile(path)}.partial`;
  const file = await open(partial, "wx", 0o600);
  const made = [partial, partialManifest];
  try {
    const written = await writeRows(client, facts, stored, file, lock);
    const { schema: _, ...rest } = facts;
    const manifest: Manifest = { ...rest, ...written, file: path.split(/[\\/]/).at(-1) ?? path, encryption: lock.kind };
    await writeFile(partialManifest, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600, flush: true });
    await rename(partial, path);
    made.push(path);
    await rename(partialManifest, manifestFile(path));
    return manifest;
  } catch (error) {
    await file.close().catch(() => undefined);
    for (const one of made) await rm(one, { force: true });
    throw error;
  }
}

async function writeRows(
  client: ClientBase,
  facts: Facts,
  stored: Stored,
  file: FileHandle,
  lock: Lock,
): Promise<Summary & { bytes: number; sha256: string }> {
  const script = keepLast(writeScript(client, facts, stored));
  const sealed = await writeSealed(file, script.chunks, lock);
  const summary = parseTail(script.last());
  if (summary === null) throw new Error("The backup has no end.");
  return { ...summary, ...sealed };
}

/** Passes chunks on and remembers the last one. */
function keepLast(source: AsyncIterable<Buffer>): { chunks: AsyncIterable<Buffer>; last(): string } {
  let last = Buffer.alloc(0);
  return {
    chunks: (async function* () {
      for await (const chunk of source) {
        last = Buffer.from(chunk);
        yield chunk;
      }
    })(),
    last: () => last.toString(),
  };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
