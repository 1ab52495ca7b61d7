import { contentsOf } from "./digest";
import type { Keys } from "./encryption";
import { type Facts, parseHead, parseTail, readManifest, type Summary, type TableContents } from "./manifest";
import { type Part, readScript } from "./read-script";
import { openSealed, SEALED, sha256Of } from "./sealed-file";

export type OpenedBackup = { ok: true; parts: AsyncGenerator<Part> } | { ok: false; reason: "no_key" | "wrong_key" };

/** Opens a backup for reading. A wrong key is recognized at once, damage where it is reached. */
export async function openBackup(path: string, keys: Keys): Promise<OpenedBackup> {
  const opened = await openSealed(path, keys);
  return opened.ok ? { ok: true, parts: readScript(opened.text) } : opened;
}

export type CheckedBackup =
  | { ok: true; facts: Facts; summary: Summary }
  | { ok: false; reason: "no_key" | "wrong_key" | "damaged"; sentence: string };

/**
 * Reads all of a backup and compares it with its own summary and with the manifest beside it, if there is one. Changes
 * nothing.
 */
export async function checkBackup(path: string, keys: Keys): Promise<CheckedBackup> {
  const manifest = await readManifest(path);
  const damaged = (sentence: string) => ({ ok: false as const, reason: "damaged" as const, sentence });
  if (manifest && (await sha256Of(path)) !== manifest.sha256)
    return damaged("The backup is not the file that its manifest describes: it was changed or cut.");
  try {
    const opened = await openBackup(path, keys);
    if (!opened.ok) return { ...opened, sentence: SEALED[opened.reason] };
    const { head, tail, tables } = await readAll(opened.parts);
    const facts = parseHead(head);
    const summary = parseTail(tail);
    if (summary === null) return damaged("The backup is incomplete: its end is missing.");
    const same = JSON.stringify(summary.tables) === JSON.stringify(tables);
    return same ? { ok: true, facts, summary } : damaged("The rows in the backup are not those that it counted.");
  } catch (error) {
    return damaged(`The backup cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

async function readAll(parts: AsyncIterable<Part>) {
  const statements: string[] = [];
  const tables: Record<string, TableContents> = {};
  for await (const part of parts) {
    if (part.kind === "statements") statements.push(part.text);
    else tables[part.table] = await contentsOf(part.rows);
  }
  return { head: statements.at(0) ?? "", tail: statements.at(-1) ?? "", tables };
}
