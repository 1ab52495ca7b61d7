import type { ClientBase } from "pg";
import { beginsWith, MIGRATIONS_FOLDER, migrationsIn } from "./applied-migrations";
import { migrationRunner } from "./apply-migrations";
import { applyQueueMigrations } from "./apply-queue-migrations";
import { checkBackup, openBackup } from "./check-backup";
import { clearSchemas, dependentsOutside } from "./clear-schemas";
import { connect } from "./connect";
import type { Keys } from "./encryption";
import { loadRows } from "./load-rows";
import type { Facts, Migration, Summary } from "./manifest";
import { inspectTarget, lockTarget, type Target } from "./restore-target";
import { schemaLines } from "./schema-lines";

export type RestoreRequest = {
  path: string;
  keys: Keys;
  /** The database to restore into, as the role that will own the tables. */
  databaseUrl: string;
  /** The name of that database, if what is in it is to be replaced. */
  replace?: string | undefined;
  /** The migrations to end with, by default those of this version of the app. */
  migrations?: string;
};

export type RestoredBackup =
  | {
      ok: true;
      facts: Facts;
      summary: Summary;
      /** Migrations of this version of the app that the backup did not have. */
      migrated: string[];
      /** What the backed up database had and no migration makes, such as an index that was added by hand. */
      missing: string[];
    }
  | { ok: false; reason: Refusal; sentence: string };

type Refusal =
  | "no_key"
  | "wrong_key"
  | "damaged"
  | "newer"
  | "other_migrations"
  | "not_empty"
  | "other_name"
  | "in_use"
  | "depended_on";

const refused = (reason: Refusal, sentence: string) => ({ ok: false, reason, sentence }) as const;

/**
 * Restores a backup. First reads all of it; a wrong key or damage changes nothing. Then, in one transaction, applies the
 * migrations that the backup had, loads its rows, compares them, and applies the migrations that are new since. Nobody else
 * can use the tables meanwhile, and if anything fails, or the process is killed, nothing has changed. Only an empty database is
 * written to, unless its name is in `replace`.
 */
export async function restoreBackup(request: RestoreRequest): Promise<RestoredBackup> {
  const { path, keys, databaseUrl, migrations = MIGRATIONS_FOLDER } = request;
  const checked = await checkBackup(path, keys);
  if (!checked.ok) return checked;
  const ours = await migrationsIn(migrations);
  const unknown = whyUnknown(checked.facts, ours);
  if (unknown) return unknown;
  const migrate = await migrationRunner(migrations, ours);
  const client = await connect(databaseUrl);
  try {
    return await inTransaction(client, async () => {
      if (!(await lockTarget(client)))
        return refused("in_use", "Someone uses the database or migrates it. Stop the app, its workers and migrations.");
      const target = await inspectTarget(client);
      const unfit = whyUnfit(target, ours, request.replace);
      if (unfit) return unfit;
      const { facts, summary } = checked;
      const newer = ours.slice(facts.migrations.length);
      if (newer.length > 0 || !isMigrated(target, ours)) {
        const dependents = target.hasTables ? await dependentsOutside(client) : [];
        if (dependents.length > 0) return refused("depended_on", whyDependedOn(dependents));
        if (target.hasTables) await clearSchemas(client);
        await migrate(client, facts.migrations);
      }
      await applyQueueMigrations(client);
      const opened = await openBackup(path, keys);
      if (!opened.ok) throw new Error("The backup cannot be opened a second time.");
      await loadRows(client, opened.parts, summary);
      const missing = missingFrom(await schemaLines(client), facts.schema);
      await migrate(client, newer);
      return { ok: true, facts, summary, migrated: newer.map(({ name }) => name), missing };
    });
  } finally {
    await client.end();
  }
}

function whyUnknown(facts: Facts, ours: Migration[]) {
  if (beginsWith(ours, facts.migrations)) return null;
  const known = new Set(ours.map(({ name }) => name));
  const newer = facts.migrations.find(({ name }) => !known.has(name));
  const withApp = `Restore it with Refill ${facts.app}, and upgrade afterwards.`;
  return newer
    ? refused(
        "newer",
        `The backup is newer than this version of Refill: it has the migration ${newer.name}. ${withApp}`,
      )
    : refused("other_migrations", `The backup was made with other migrations of the same names. ${withApp}`);
}

function whyUnfit(target: Target, ours: Migration[], replace: string | undefined) {
  const { name, otherClients, hasTables, hasRows, migrations } = target;
  if (!hasTables || (!hasRows && migrations !== null && beginsWith(ours, migrations))) return null;
  if (replace === undefined)
    return refused("not_empty", `The database ${name} is not empty. Choose an empty one, or replace what is in it.`);
  if (replace !== name) return refused("other_name", `The database is called ${name}, not ${replace}.`);
  if (otherClients > 0)
    return refused("in_use", `${otherClients} clients are connected to ${name}. Stop the app and its workers first.`);
  return null;
}

/** Whether it has tables without rows that these migrations made: they stay, with what was added to them by hand. */
function isMigrated({ hasRows, migrations }: Target, ours: Migration[]): boolean {
  return !hasRows && migrations?.length === ours.length && beginsWith(ours, migrations);
}

/** Which lines of a schema there are not. A type may already have the values that newer migrations add. */
function missingFrom(present: string[], schema: string[]): string[] {
  const typeOf = (line: string) => /^type [^(]+/.exec(line)?.[0];
  const known = new Set(present.flatMap((line) => [line, typeOf(line) ?? line]));
  return schema.filter((line) => !known.has(typeOf(line) ?? line));
}

const whyDependedOn = (dependents: string[]) =>
  `What would be replaced is used outside of Refill's schemas: ${dependents.join("; ")}. Drop that, or restore into an empty database.`;

/** Runs `work` in a transaction, which is rolled back if it throws or refuses. */
async function inTransaction(client: ClientBase, work: () => Promise<RestoredBackup>): Promise<RestoredBackup> {
  await client.query("BEGIN");
  let result: RestoredBackup;
  try {
    result = await work();
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw new Error(`Nothing was changed: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
  await client.query(result.ok ? "COMMIT" : "ROLLBACK");
  return result;
}
