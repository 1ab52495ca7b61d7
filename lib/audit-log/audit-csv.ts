import { type AuditEntry, type AuditFilter, readAudit } from "@/lib/audit-log/list-audit";
import type { Sql } from "@/lib/db";
import { writeCsv } from "@/lib/format/write-csv";

const COLUMNS: readonly (keyof AuditEntry)[] = [
  "at",
  "action",
  "actorId",
  "actorEmail",
  "actorExternalId",
  "apiKeyId",
  "targetType",
  "targetId",
  "targetName",
  "targetEmail",
  "targetExternalId",
  "reason",
  "before",
  "after",
  "network",
  "requestId",
  "id",
];

/** The records that match as a CSV file, newest first. */
export function auditCsv(sql: Sql, filter: AuditFilter): AsyncIterable<string> {
  return writeCsv(COLUMNS, rows(readAudit(sql, filter)));
}

async function* rows(pages: AsyncIterable<AuditEntry[]>): AsyncGenerator<Record<string, unknown>[]> {
  for await (const page of pages) yield page.map((entry) => ({ ...entry, at: entry.at.toISOString() }));
}
