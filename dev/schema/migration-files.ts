import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = "prisma/migrations";

export type MigrationFile = { name: string; sql: string };

/** The migrations, in the order in which they are applied. */
export function migrationFiles(): MigrationFile[] {
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, sql: readFileSync(join(FOLDER, name, "migration.sql"), "utf8") }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Something in a migration that can stop the app or break the release before it. `subject` is a table, column or function. */
export type Finding = { subject: string; sentence: string };

const ACCEPTED = /^-- accepted: ([\w.]+): \S.*$/gm;

/**
 * The findings that a migration does not accept. It accepts one with a line of its own that says why:
 * `-- accepted: payment.note: unused since 0.2.0`. A table's name also accepts what concerns its columns.
 */
export function notAccepted(findings: readonly Finding[], sql: string): Finding[] {
  const accepted = [...sql.matchAll(ACCEPTED)].map(([, subject]) => subject);
  return findings.filter(({ subject }) => !accepted.includes(subject) && !accepted.includes(subject.split(".")[0]));
}
