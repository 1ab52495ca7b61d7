import { join } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { LOCK, MOVED_AT_ONCE } from "@/lib/archive/archive-month";
import { runsOf } from "@/lib/archive/runs";
import type { Keys } from "@/lib/backup/encryption";
import { openSealed, SEALED, sha256Of } from "@/lib/backup/sealed-file";
import type { Database } from "@/lib/db";
import { firstDay, type Month } from "@/lib/ledger/archive/months";
import { restoreSpends } from "@/lib/ledger/archive/move-spends";
import { onlyOne } from "@/lib/only-one";

export type MonthRestored =
  | { ok: true; entries: bigint; accounts: bigint }
  | { ok: false; reason: "not_archived" | "damaged_file" | "no_key" | "wrong_key" | "running"; sentence: string };

/**
 * Puts the spends of an archived month back into the ledger from its file, a few thousand in each transaction. The file stays. Killed
 * at any time, it goes on where it was when it is run again.
 */
export async function restoreMonth(database: Database, request: Request): Promise<MonthRestored> {
  const restored = await onlyOne(database, LOCK, () => restoreAlone(database, request));
  return restored ?? { ok: false, reason: "running", sentence: "Spends are being archived or restored just now." };
}

/** The file, or the folder that has it under its own name. */
type Request = { month: Month; keys: Keys } & ({ path: string } | { folder: string });

async function restoreAlone(database: Database, request: Request): Promise<MonthRestored> {
  const { month, keys } = request;
  const archived = await database.prisma.ledgerArchive.findUnique({ where: { month: firstDay(month) } });
  if (!archived) return { ok: false, reason: "not_archived", sentence: `The spends of ${month} are not archived.` };
  const path = "path" in request ? request.path : join(request.folder, archived.file);
  if ((await sha256Of(path).catch(() => null)) !== archived.sha256) {
    const sentence = `${path} is missing, or is not the file that was written: its SHA-256 must be ${archived.sha256}.`;
    return { ok: false, reason: "damaged_file", sentence };
  }
  const opened = await openSealed(path, keys);
  if (!opened.ok) return { ...opened, sentence: SEALED[opened.reason] };
  const lines = createInterface({ input: Readable.from(opened.text), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const [accountId, spends] of runsOf(lines, accountOf, MOVED_AT_ONCE)) {
    await restoreSpends(database.sql, accountId, month, spends);
  }
  await database.prisma.ledgerArchive.delete({ where: { month: firstDay(month) } });
  return { ok: true, entries: archived.entries, accounts: archived.accounts };
}

const accountOf = (line: string): string => (JSON.parse(line) as { account_id: string }).account_id;
