import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { type CheckedBackup, checkBackup } from "@/lib/backup/check-backup";
import { asRoleOf, type FinishedRestore, finishRestore } from "@/lib/backup/finish-restore";
import { newestBackup } from "@/lib/backup/newest-backup";
import { type RestoredBackup, restoreBackup } from "@/lib/backup/restore-backup";
import { withScratchDatabase } from "@/lib/backup/scratch-database";
import { restoreEnv } from "@/lib/env";
import { databaseUrls } from "@/lib/env/database-urls";
import { callersPath } from "@/lib/jobs/callers-path";
import { logAsCommand } from "@/lib/log/log-as-command";

logAsCommand();

// `npm run restore`: restores a backup into an empty database, verifies it, and says what to do next. Works on a machine
// where the app is not set up.

const USAGE = `npm run restore -- FILE --check          reads all of it, lists its tables, changes nothing
npm run restore -- FILE --drill          restores it into a new database beside yours, verifies that and drops it
npm run restore -- FILE --into URL       restores it into an empty database
npm run restore -- FILE --into URL --replace             replaces what is in it, once you have typed its name
npm run restore -- FILE --into URL --yes-replace=NAME    the same without the question
Without FILE, the newest in BACKUP_DIR. Without --into, RESTORE_DATABASE_URL.
A password in --into would be visible to others: put it into RESTORE_DATABASE_URL, PGPASSWORD or ~/.pgpass.`;

type Wish = {
  file: string | undefined;
  mode: "check" | "drill" | "restore";
  into: string | undefined;
  replace: "ask" | string | undefined;
};

const wish = readArguments();
process.exitCode = wish === null ? 2 : await run(wish);

function readArguments(): Wish | null {
  const flag = { type: "boolean", default: false } as const;
  const text = { type: "string" } as const;
  const options = { check: flag, drill: flag, into: text, replace: flag, "yes-replace": text } as const;
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const { check, drill, into, replace, "yes-replace": named } = values;
    if (positionals.length > 1) throw new Error("Name one backup.");
    if (check && drill) throw new Error("Choose one of --check and --drill.");
    if ((check || drill) && (into ?? named ?? (replace || undefined)) !== undefined)
      throw new Error("--check and --drill restore nothing into a database of yours.");
    if (into !== undefined && !/^postgres(ql)?:\/\//.test(into)) throw new Error("--into must start with postgres://.");
    if (into !== undefined && new URL(into).password !== "") throw new Error("--into must not contain a password.");
    const mode = check ? "check" : drill ? "drill" : "restore";
    return {
      file: positionals[0] && callersPath(positionals[0]),
      mode,
      into,
      replace: named ?? (replace ? "ask" : undefined),
    };
  } catch (error) {
    console.error(`${sentenceOf(error)}\n\n${USAGE}`);
    return null;
  }
}

async function run(wish: Wish): Promise<number> {
  try {
    const settings = restoreEnv();
    const path = wish.file ?? (await newestBackup(settings.BACKUP_DIR));
    if (path === null) throw new Error(`There is no backup in ${settings.BACKUP_DIR}.`);
    const keys = { passphrase: settings.BACKUP_PASSPHRASE, identities: settings.BACKUP_IDENTITIES };
    if (wish.mode === "check") return tellContents(path, await checkBackup(path, keys));
    const { direct, owner } = databaseUrls(settings);
    if (wish.mode === "drill") {
      if (owner === undefined) throw new Error("Set DATABASE_URL: the drill makes a database beside it.");
      return await withScratchDatabase(owner, async (databaseUrl) => {
        const restored = await restoreBackup({ path, keys, databaseUrl });
        const passed = tellRestored(path, restored) && (await finish(databaseUrl, null));
        console.log(passed ? "Restore drill passed." : "Restore drill failed.");
        return passed ? 0 : 1;
      });
    }
    const databaseUrl = wish.into ?? settings.RESTORE_DATABASE_URL;
    if (databaseUrl === undefined)
      throw new Error("Name the database to restore into: --into or RESTORE_DATABASE_URL.");
    const replace = wish.replace === "ask" ? await askForName(databaseUrl) : wish.replace;
    const restored = await restoreBackup({ path, keys, databaseUrl, replace });
    if (!tellRestored(path, restored)) return 1;
    // With two roles, the one of DATABASE_URL gets its privileges in the restored database.
    const app = settings.DATABASE_MIGRATE_URL === undefined ? undefined : direct;
    const isWell = await finish(databaseUrl, app === undefined ? null : asRoleOf(app, databaseUrl));
    if (restored.ok) tellNext(restored.facts.takenAt);
    return isWell ? 0 : 1;
  } catch (error) {
    console.error(`The restore failed. ${sentenceOf(error)}`);
    return 1;
  }
}

async function askForName(databaseUrl: string): Promise<string> {
  if (!process.stdin.isTTY) throw new Error("Nobody can be asked here. Name the database: --yes-replace=NAME.");
  const questions = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const { host } = new URL(databaseUrl);
    return (await questions.question(`Everything in that database at ${host} is lost. Type its name: `)).trim();
  } finally {
    questions.close();
  }
}

function tellContents(path: string, checked: CheckedBackup): number {
  if (!checked.ok) {
    console.error(checked.sentence);
    return 1;
  }
  const { facts, summary } = checked;
  for (const [table, { rows }] of Object.entries(summary.tables)) console.log(`${String(rows).padStart(12)}  ${table}`);
  const migration = facts.migrations.at(-1)?.name;
  console.log(
    `${path} is complete. Taken at ${facts.takenAt} by Refill ${facts.app} (${migration}) from PostgreSQL ${facts.server}, at ${facts.lsn} of its log.`,
  );
  return 0;
}

function tellRestored(path: string, restored: RestoredBackup): boolean {
  if (!restored.ok) {
    console.error(`Nothing was changed. ${restored.sentence}`);
    return false;
  }
  const { facts, summary, migrated, missing } = restored;
  const tables = Object.values(summary.tables);
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  console.log(`Restored ${path}, taken at ${facts.takenAt}: ${rows} rows of ${tables.length} tables.`);
  console.log("Every table was read again and matches the backup byte for byte.");
  if (migrated.length > 0) console.log(`Then applied newer migrations: ${migrated.join(", ")}.`);
  for (const line of missing) console.warn(`Not restored, because no migration creates it: ${line}`);
  return true;
}

async function finish(databaseUrl: string, appUrl: string | null): Promise<boolean> {
  try {
    return tellFinished(await finishRestore(databaseUrl, appUrl));
  } catch (error) {
    console.error(`The backup is restored, but its ledger could not be verified. ${sentenceOf(error)}`);
    return false;
  }
}

function tellFinished({ accounts, entries, violations, role }: FinishedRestore): boolean {
  for (const { accountId, sentence } of violations) console.error(`Account ${accountId}: ${sentence}`);
  const found = violations.length === 0 ? "No violations." : `Violations: ${violations.length}.`;
  console.log(`Recomputed from the start: accounts ${accounts}, entries ${entries}. ${found}`);
  if (role?.ok) console.log(`The role ${role.role} can use the tables but cannot change their rules.`);
  else if (role !== null) {
    const why = "sentence" in role ? role.sentence : `it is ${role.reason.replaceAll("_", " ")}`;
    console.warn(`The app's role got no privileges there (${why}). Run npm run migrate with the new addresses.`);
  }
  return violations.length === 0;
}

function tellNext(takenAt: string): void {
  console.log(`Next, with DATABASE_URL (and DATABASE_MIGRATE_URL, DATABASE_DIRECT_URL) set to this database:
  1. npm run stripe:reconcile -- --since ${takenAt}    grants what was paid since the backup
  2. Delete again the accounts that were deleted since: docs/operations.md, Back up and restore.
  3. Start the app and its workers.`);
}

function sentenceOf(error: unknown): string {
  if (error instanceof AggregateError)
    return `The database does not respond: ${error.errors.map(sentenceOf).join("; ")}`;
  return error instanceof Error ? error.message : String(error);
}
