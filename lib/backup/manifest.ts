import { readFile } from "node:fs/promises";
import { z } from "zod";

const migration = z.object({ name: z.string(), checksum: z.string() });

/** Prisma's name and checksum of a migration. */
export type Migration = z.infer<typeof migration>;

const facts = z.object({
  format: z.literal(1),
  app: z.string(),
  server: z.string(),
  /** The app's time when the backup began. Everything that was committed by then is in it. */
  takenAt: z.iso.datetime(),
  /** Where the server's log stood when the backup began, for restoring to a point in time. */
  lsn: z.string(),
  /** All that were applied, in order. */
  migrations: z.array(migration).min(1),
  /** The newest migration of the job queue's schema. */
  queueMigration: z.number().int(),
  /** The definitions that make up the schema: see schema-lines.ts. */
  schema: z.array(z.string()),
});

/** What a backup says at its beginning. */
export type Facts = z.infer<typeof facts>;

const contents = z.object({ rows: z.number().int(), bytes: z.number().int(), sha256: z.string() });

/** How many rows a table has, and the digest of their text in the order in which they were read. */
export type TableContents = z.infer<typeof contents>;

const summary = z.object({ tables: z.record(z.string(), contents) });

/** What a backup says at its end. */
export type Summary = z.infer<typeof summary>;

const manifest = facts
  .omit({ schema: true })
  .extend(summary.shape)
  .extend({
    file: z.string(),
    bytes: z.number().int(),
    sha256: z.string(),
    encryption: z.enum(["none", "passphrase", "recipients"]),
  });

/** What is written beside a backup, so that it can be judged without reading it. Holds no personal data. */
export type Manifest = z.infer<typeof manifest>;

export const manifestFile = (backup: string): string => `${backup}.json`;

/** The manifest beside a backup; null if there is none. Throws if it is not one. */
export async function readManifest(backup: string): Promise<Manifest | null> {
  try {
    return manifest.parse(JSON.parse(await readFile(manifestFile(backup), "utf8")));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw new Error(`${manifestFile(backup)} is not the manifest of a backup.`, { cause: error });
  }
}

const FIRST_LINE = "-- Refill backup: rows for a database that its migrations have made. See docs/operations.md.";

export const headOf = (value: Facts): string => `${FIRST_LINE}\n-- ${JSON.stringify(value)}\n`;
export const tailOf = (value: Summary): string => `-- ${JSON.stringify(value)}\n`;

/** Reads the facts from the first statements of a backup. Throws a sentence if it is not one. */
export function parseHead(text: string): Facts {
  const [first, second] = text.split("\n");
  if (first !== FIRST_LINE) throw new Error("This is not a backup of Refill.");
  const parsed = facts.safeParse(commented(second));
  if (!parsed.success) throw new Error("This backup has a format that this version of Refill cannot read.");
  return parsed.data;
}

/** Reads the summary from the last statements of a backup; null if its end is missing. */
export function parseTail(text: string): Summary | null {
  const last = text.trimEnd().split("\n").at(-1);
  const parsed = summary.safeParse(last?.startsWith("-- {") ? commented(last) : null);
  return parsed.success ? parsed.data : null;
}

function commented(line: string | undefined): unknown {
  try {
    return JSON.parse(line?.slice("-- ".length) ?? "");
  } catch {
    return null;
  }
}
