import { mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { newestArchivable } from "@/lib/archive/months";
import { runsOf } from "@/lib/archive/runs";
import type { Lock } from "@/lib/backup/encryption";
import { sha256Of, writeSealed } from "@/lib/backup/sealed-file";
import type { Database } from "@/lib/db";
import { accountNotReady, countSpends, firstDay, type Month } from "@/lib/ledger/archive/months";
import { archiveSpends } from "@/lib/ledger/archive/move-spends";
import { spendLines, spendPlaces } from "@/lib/ledger/archive/spends-of-month";
import { onlyOne } from "@/lib/only-one";

/** A month and its file, as in the table `ledger_archive`. */
export type ArchivedMonth = { month: Month; file: string; entries: bigint; accounts: bigint; bytes: bigint };

export type MonthArchived =
  | ({ ok: true } & ArchivedMonth)
  /** It ended less than KEPT_MONTHS ago. */
  | { ok: false; reason: "too_young"; newest: Month }
  | { ok: false; reason: "no_spends" }
  /** Entries of this account were not verified or not added to the metrics. */
  | { ok: false; reason: "not_ready"; accountId: string }
  /** The file of an archive that was begun is missing, or is not the one that was written. */
  | { ok: false; reason: "damaged_file"; path: string }
  /** There are other spends than those in the file. */
  | { ok: false; reason: "changed"; expected: bigint; found: bigint }
  | { ok: false; reason: "running" };

/** Spends of an account in one statement. */
export const MOVED_AT_ONCE = 5_000;

export const LOCK = "refill-ledger-archive";

/**
 * Moves the spends of a month from the ledger to a file; their sums stay. First the file is written and on disk, compressed and
 * encrypted with `lock`, then the spends are removed, a few thousand in each transaction. Nothing waits for it. Killed at any time, it
 * goes on where it was when it is run again. Other entries (grants, expiries, refunds) stay.
 */
export async function archiveMonth(database: Database, request: Request, now: Date): Promise<MonthArchived> {
  const newest = newestArchivable(now);
  if (request.month > newest) return { ok: false, reason: "too_young", newest };
  const archived = await onlyOne(database, LOCK, () => archiveAlone(database, request, now));
  return archived ?? { ok: false, reason: "running" };
}

type Request = { month: Month; folder: string; lock: Lock };

async function archiveAlone(database: Database, request: Request, now: Date): Promise<MonthArchived> {
  const { prisma, sql } = database;
  const { month, folder } = request;
  const accountId = await accountNotReady(sql, month);
  if (accountId !== null) return { ok: false, reason: "not_ready", accountId };
  const key = { month: firstDay(month) };
  const begun = await prisma.ledgerArchive.findUnique({ where: key });
  if (!begun && (await countSpends(sql, month)).present === 0n) return { ok: false, reason: "no_spends" };
  const written = begun ?? (await writeMonth(database, request, now));
  const path = join(folder, written.file);
  if (written.removedAt === null && (await sha256Of(path).catch(() => null)) !== written.sha256)
    return { ok: false, reason: "damaged_file", path };
  const { present, closed } = await countSpends(sql, month);
  if (present + closed !== written.entries)
    return { ok: false, reason: "changed", expected: written.entries, found: present + closed };
  await removeMonth(database, month);
  await prisma.ledgerArchive.updateMany({ where: { ...key, removedAt: null }, data: { removedAt: now } });
  const { file, entries, accounts, bytes } = written;
  return { ok: true, month, file, entries, accounts, bytes };
}

async function writeMonth({ prisma, sql }: Database, { month, folder, lock }: Request, now: Date) {
  const time = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const name = `spends-${month}-${time}.jsonl.gz${lock.kind === "none" ? "" : ".age"}`;
  const partial = join(folder, `${name}.partial`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = await open(partial, "wx", 0o600);
  const counted = { entries: 0n, accounts: 0n };
  let last = "";
  async function* lines() {
    for await (const [accountId, spends] of runsOf(spendLines(sql, month), (spend) => spend.accountId, MOVED_AT_ONCE)) {
      if (accountId !== last) counted.accounts += 1n;
      last = accountId;
      counted.entries += BigInt(spends.length);
      yield spends.map(({ line }) => `${line}\n`).join("");
    }
  }
  try {
    const { bytes, sha256 } = await writeSealed(file, lines(), lock);
    await rename(partial, join(folder, name));
    const facts = { ...counted, file: name, sha256, bytes: BigInt(bytes), writtenAt: now };
    return await prisma.ledgerArchive.create({ data: { month: firstDay(month), ...facts } });
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(partial, { force: true });
    throw error;
  }
}

async function removeMonth({ sql }: Database, month: Month): Promise<void> {
  for await (const [accountId, spends] of runsOf(spendPlaces(sql, month), (spend) => spend.accountId, MOVED_AT_ONCE)) {
    await archiveSpends(
      sql,
      accountId,
      month,
      spends.map(({ seq }) => seq),
    );
  }
}
