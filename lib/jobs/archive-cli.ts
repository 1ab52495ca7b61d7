import { join } from "node:path";
import { parseArgs } from "node:util";
import { archiveMonth, type MonthArchived } from "@/lib/archive/archive-month";
import { KEPT_MONTHS, monthOf, newestArchivable } from "@/lib/archive/months";
import { restoreMonth } from "@/lib/archive/restore-month";
import { lockOf } from "@/lib/backup/lock-of";
import { now } from "@/lib/clock";
import { createDatabase, type Database, PATIENCE } from "@/lib/db";
import { env } from "@/lib/env";
import { databaseUrls } from "@/lib/env/database-urls";
import { callersPath } from "@/lib/jobs/callers-path";
import { exitBehindPooler } from "@/lib/jobs/check-connections";
import { type Month, spendMonths } from "@/lib/ledger/archive/months";
import { logAsCommand } from "@/lib/log/log-as-command";

logAsCommand();

// `npm run ledger:archive`: moves the spends of old months to files, as the role that owns the tables.

const USAGE = `npm run ledger:archive                            lists what is archived, and what can be
npm run ledger:archive -- --month 2025-03         moves the spends of this month to a file in ARCHIVE_DIR
npm run ledger:archive -- --before 2025-06        the same for every month before this one
npm run ledger:archive -- --restore 2025-03       puts them back from their file
    [--file FILE]                                 the file, if it is elsewhere now`;

type Wish =
  | { do: "list" }
  | { do: "archive"; month: Month }
  | { do: "archive"; before: Month }
  | { do: "restore"; month: Month; file: string | undefined };

const wish = readArguments();
process.exitCode = wish === null ? 2 : await run(wish);

function readArguments(): Wish | null {
  try {
    const text = { type: "string" } as const;
    const { values } = parseArgs({ options: { month: text, before: text, restore: text, file: text } });
    const { month, before, restore, file } = values;
    if ([month, before, restore].filter((value) => value !== undefined).length > 1)
      throw new Error("Choose one of --month, --before and --restore.");
    if (file !== undefined && restore === undefined) throw new Error("--file belongs to --restore.");
    for (const value of [month, before, restore])
      if (value !== undefined && !/^\d{4}-(0[1-9]|1[0-2])$/.test(value))
        throw new Error(`${value} is not a month such as 2025-03.`);
    if (month !== undefined) return { do: "archive", month };
    if (before !== undefined) return { do: "archive", before };
    if (restore !== undefined) return { do: "restore", month: restore, file: file && callersPath(file) };
    return { do: "list" };
  } catch (error) {
    console.error(`${sentenceOf(error)}\n\n${USAGE}`);
    return null;
  }
}

async function run(asked: Wish): Promise<number> {
  const settings = env();
  await exitBehindPooler("owner");
  const database = createDatabase(databaseUrls(settings).owner, 2, PATIENCE.batch);
  try {
    if (asked.do === "list") return await list(database);
    if (asked.do === "restore") return await restore(database, asked);
    const newest = newestArchivable(await now());
    const months = "month" in asked ? [asked.month] : await monthsBefore(database, asked.before, newest);
    if (months.length === 0) console.log("There are no spends to archive.");
    const lock = lockOf(settings);
    if (lock.kind === "none" && months.length > 0)
      console.warn("The files are not encrypted and hold personal data: set BACKUP_PASSPHRASE or BACKUP_RECIPIENTS.");
    for (const month of months) {
      const archived = await archiveMonth(database, { month, folder: settings.ARCHIVE_DIR, lock }, await now());
      if (!tell(month, archived, settings.ARCHIVE_DIR)) return 1;
    }
    return 0;
  } catch (error) {
    console.error(`The command failed; run it again to go on. ${sentenceOf(error)}`);
    return 1;
  } finally {
    await database.close();
  }
}

/** Also months whose removal was interrupted. */
async function monthsBefore({ prisma, sql }: Database, before: Month, newest: Month): Promise<Month[]> {
  const unfinished = await prisma.ledgerArchive.findMany({ where: { removedAt: null } });
  const months = new Set([...unfinished.map(({ month }) => monthOf(month)), ...(await spendMonths(sql, before))]);
  return [...months].filter((month) => month < before && month <= newest).sort();
}

async function list({ prisma, sql }: Database): Promise<number> {
  const archived = await prisma.ledgerArchive.findMany({ orderBy: { month: "asc" } });
  for (const { month, entries, file, removedAt } of archived)
    console.log(`${monthOf(month)}  in ${file}: spends ${entries}${removedAt ? "" : ", not all of them removed yet"}`);
  const at = await now();
  const newest = newestArchivable(at);
  const open = (await spendMonths(sql, monthOf(at))).filter((month) => month <= newest).length;
  console.log(
    `Months with spends that can be archived, up to ${newest}: ${open}. A month stays for ${KEPT_MONTHS} months after its end.`,
  );
  return 0;
}

async function restore(database: Database, { month, file }: Extract<Wish, { do: "restore" }>): Promise<number> {
  const { ARCHIVE_DIR, BACKUP_PASSPHRASE: passphrase, BACKUP_IDENTITIES: identities } = env();
  const place = file === undefined ? { folder: ARCHIVE_DIR } : { path: file };
  const restored = await restoreMonth(database, { month, ...place, keys: { passphrase, identities } });
  if (!restored.ok) {
    console.error(restored.sentence);
    return 1;
  }
  console.log(`${month}: back in the ledger: spends ${restored.entries}, accounts ${restored.accounts}.`);
  return 0;
}

function tell(month: Month, archived: MonthArchived, folder: string): boolean {
  if (archived.ok) {
    const { entries, accounts, file, bytes } = archived;
    console.log(`${month}: moved to ${join(folder, file)}, ${bytes} bytes: spends ${entries}, accounts ${accounts}.`);
    return true;
  }
  console.error(`${month}: ${whyNot(archived)}`);
  return false;
}

function whyNot(refused: Extract<MonthArchived, { ok: false }>): string {
  switch (refused.reason) {
    case "too_young":
      return `A month stays for ${KEPT_MONTHS} months after its end. The newest that can be archived is ${refused.newest}.`;
    case "no_spends":
      return "There are no spends.";
    case "not_ready":
      return `Spends of account ${refused.accountId} are not verified or not in the metrics yet. Run npm run verify -- --since-last; the worker adds to the metrics every few minutes.`;
    case "damaged_file":
      return `${refused.path} is missing, or is not the file that was written. Nothing more was removed. Put it back, or restore the month.`;
    case "changed":
      return `The file has ${refused.expected} spends, but the ledger and its closings have ${refused.found}. Nothing more was removed.`;
    case "running":
      return "Spends are being archived or restored just now.";
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
