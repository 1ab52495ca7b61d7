import type { ClientBase } from "pg";
import { beginsWith, MIGRATIONS_FOLDER, migrationsIn } from "./applied-migrations";
import { applyMigrations } from "./apply-migrations";
import { checkBackup, openBackup } from "./check-backup";
import { connect } from "./connect";
import type { Keys } from "./encryption";
import { loadRows } from "./load-rows";
import type { Facts, Migration, Summary } from "./manifest";
import { bringBack, forgetAside, inspectTarget, putAside, type Target } from "./restore-target";
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
  | {
      ok: false;
      reason: "no_key" | "wrong_key" | "damaged" | "newer" | "other_migrations" | "not_empty" | "other_name" | "in_use";
      sentence: string;
    };

const refused = (reason: Extract<RestoredBackup, { ok: false }>["reason"], sentence: string) =>
  ({ ok: false, reason, sentence }) as const;

/**
 * Restores a backup. First reads all of it; a wrong key or damage changes nothing. Then applies the migrations that the
 * backup had, loads its rows in one transaction, compares them, and applies the migrations that are new since. Only an
 * empty database is written to, unless its name is in `replace`; then its contents come back if anything fails.
 */
export async function restoreBackup(request: RestoreRequest): Promise<RestoredBackup> {
  const { path, keys, databaseUrl, replace, migrations = MIGRATIONS_FOLDER } = request;
  const checked = await checkBackup(path, keys);
  if (!checked.ok) return checked;
  const { facts, summary } = checked;
  const ours = await migrationsIn(migrations);
  const unknown = whyUnknown(facts, ours);
  if (unknown) return unknown;
  const client = await connect(databaseUrl);
  try {
    const target = await inspectTarget(client);
    const replaces = target.hasRows || target.hasAside || !beginsWith(facts.migrations, target.migrations);
    const unfit = whyUnfit(target, replaces, replace);
    if (unfit) return unfit;
    await withUndo(client, replaces ? target : null, async () => {
      const have = replaces ? [] : target.migrations;
      if (have.length < facts.migrations.length) await applyMigrations(databaseUrl, facts.migrations, migrations);
      const opened = await openBackup(path, keys);
      if (!opened.ok) throw new Error("The backup cannot be opened a second time.");
      await loadRows(client, opened.parts, summary);
    });
    const present = new Set(await schemaLines(client));
    const missing = facts.schema.filter((line) => !present.has(line));
    const migrated = ours.slice(facts.migrations.length).map(({ name }) => name);
    if (migrated.length > 0) await applyMigrations(databaseUrl, ours, migrations);
    return { ok: true, facts, summary, migrated, missing };
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

function whyUnfit(target: Target, replaces: boolean, replace: string | undefined) {
  const { name, otherClients, hasTables, hasAside } = target;
  if (!replaces || !(hasTables || hasAside)) return null;
  if (replace === undefined)
    return refused("not_empty", `The database ${name} is not empty. Choose an empty one, or replace what is in it.`);
  if (replace !== name) return refused("other_name", `The database is called ${name}, not ${replace}.`);
  if (otherClients > 0)
    return refused("in_use", `${otherClients} clients are connected to ${name}. Stop the app and its workers first.`);
  return null;
}

async function withUndo(client: ClientBase, replaced: Target | null, work: () => Promise<void>): Promise<void> {
  if (replaced === null) return work();
  await putAside(client, replaced);
  try {
    await work();
  } catch (error) {
    await bringBack(client);
    throw error;
  }
  await forgetAside(client);
}
