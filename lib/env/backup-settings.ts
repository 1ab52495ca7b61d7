import { z } from "zod";
import { optionalDatabaseUrl } from "./database-url";

const unset = (value: unknown) => (value === "" ? undefined : value);
const listOf = (pattern: RegExp, message: string) =>
  z.preprocess(
    (value) => (typeof value === "string" ? value.split(/[\s,]+/).filter((item) => item !== "") : value),
    z.array(z.string().regex(pattern, message)).default([]),
  );

/** Settings of `npm run backup`, `npm run restore` and `npm run ledger:archive`. */
export const backupSettings = {
  /** Where backups are written, and where a restore looks for the newest. */
  BACKUP_DIR: z.preprocess(unset, z.string().default("backups")),
  /** Where the spends of archived months are written. */
  ARCHIVE_DIR: z.preprocess(unset, z.string().default("archive")),
  /** Encrypts backups, and opens them. */
  BACKUP_PASSPHRASE: z.preprocess(
    unset,
    z.string().min(20, "BACKUP_PASSPHRASE needs 20 or more random characters (openssl rand -base64 32).").optional(),
  ),
  /** Public keys that encrypt backups; only the owner of a matching secret key can open them. */
  BACKUP_RECIPIENTS: listOf(
    /^age1[a-z0-9]{20,}$/,
    "BACKUP_RECIPIENTS must be keys that start with age1, separated by commas. npm run backup -- --new-key makes one.",
  ),
  /** Secret keys that open backups. Only where backups are restored. */
  BACKUP_IDENTITIES: listOf(
    /^AGE-SECRET-KEY-[A-Z0-9-]+$/,
    "BACKUP_IDENTITIES must be keys that start with AGE-SECRET-KEY-, separated by commas.",
  ),
  /** The database that `npm run restore` writes to, unless --into names another. */
  RESTORE_DATABASE_URL: optionalDatabaseUrl("RESTORE_DATABASE_URL"),
};

/** With the addresses of the databases, all that a restore needs: it also works where the app is not set up. */
export const restoreSchema = z.object({
  ...backupSettings,
  DATABASE_URL: optionalDatabaseUrl("DATABASE_URL"),
  DATABASE_DIRECT_URL: optionalDatabaseUrl("DATABASE_DIRECT_URL"),
  DATABASE_MIGRATE_URL: optionalDatabaseUrl("DATABASE_MIGRATE_URL"),
});
