import type { Change } from "./change";
import type { Table } from "./table";
import type { StoredEvent, TableName, Tables } from "./tables";

export type AllTables = { [K in TableName]: Table<Tables[K]> };

/** The request that caused a write; events carry it as `request`. */
export interface Origin {
  requestId: string | null;
  idempotencyKey: string | null;
}

export interface Commit {
  changes: Change[];
  events: StoredEvent[];
}
