import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** The newest backup in a folder, by the time in its name; null if there is none. */
export async function newestBackup(folder: string): Promise<string | null> {
  const names = await readdir(folder).catch(() => []);
  const backups = names.filter((name) => /^refill-\d{8}T\d{6}Z\.sql\.gz(\.age)?$/.test(name));
  const newest = backups.sort().at(-1);
  return newest === undefined ? null : join(folder, newest);
}
