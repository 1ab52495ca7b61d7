import type { Clock } from "../clock";
import { type Change, Journal } from "./journal";
import { type Setting, type StoredEvent, type TableName, type Tables, tableNames } from "./tables";
import { Tx } from "./tx";

type Maps = { [K in TableName]: Map<string, Tables[K]> };

/** Who asked for a write; events carry it as `request`. */
export interface Origin {
  requestId: string | null;
  idempotencyKey: string | null;
}

export interface Commit {
  changes: Change[];
  events: StoredEvent[];
}

export const engineOrigin: Origin = { requestId: null, idempotencyKey: null };

/**
 * The one place state lives. Rows are immutable values, replaced whole. There is one writer: `write` runs a
 * synchronous body to its end, then commits all of it (journal first) or, if it throws, none of it.
 */
export class Store {
  readonly clock: Clock;
  /** Set once the port is known: hosted pages live under it. */
  baseUrl = "";
  private readonly maps: Maps = emptyMaps();
  private readonly journal: Journal | null;
  private readonly listeners: ((commit: Commit) => void)[] = [];
  private writing = false;

  constructor(clock: Clock, directory: string | null) {
    this.clock = clock;
    this.journal = directory === null ? null : new Journal(directory);
    this.journal?.load((change) => restore(this.maps, change));
    const offset = this.setting("clock_offset_ms");
    if (typeof offset === "number") clock.offsetMs = offset;
  }

  get<K extends TableName>(table: K, id: string): Tables[K] | undefined {
    return this.maps[table].get(id);
  }

  /** Rows in order of creation. */
  rows<K extends TableName>(table: K): Tables[K][] {
    return [...this.maps[table].values()];
  }

  each<K extends TableName>(table: K): IterableIterator<Tables[K]> {
    return this.maps[table].values();
  }

  setting(id: string): Setting["value"] | undefined {
    return this.maps.setting.get(id)?.value;
  }

  onCommit(listener: (commit: Commit) => void): void {
    this.listeners.push(listener);
  }

  write<T>(origin: Origin, body: (tx: Tx) => T): T {
    if (this.writing) throw new Error("a write inside a write: the store has one writer");
    this.writing = true;
    const tx = new Tx(this, this.maps, origin);
    let result: T;
    let commit: Commit;
    try {
      result = body(tx);
      commit = tx.finish();
      if (commit.changes.length > 0) this.journal?.append(commit.changes);
    } catch (error) {
      tx.undo();
      throw error;
    } finally {
      this.writing = false;
    }
    if (this.journal?.wantsSnapshot) this.journal.snapshot(this.everything());
    if (commit.changes.length > 0) for (const listener of this.listeners) listener(commit);
    return result;
  }

  /** Forgets everything, also on disk. */
  clear(): void {
    for (const table of tableNames) this.maps[table].clear();
    this.clock.offsetMs = 0;
    this.journal?.snapshot([]);
  }

  private *everything(): Generator<Change> {
    for (const table of tableNames) {
      for (const [id, row] of this.maps[table]) yield { table, id, row };
    }
  }
}

function emptyMaps(): Maps {
  return {
    customer: new Map(),
    product: new Map(),
    price: new Map(),
    payment_method: new Map(),
    payment_intent: new Map(),
    setup_intent: new Map(),
    charge: new Map(),
    refund: new Map(),
    balance_transaction: new Map(),
    subscription: new Map(),
    invoice: new Map(),
    invoiceitem: new Map(),
    invoice_payment: new Map(),
    checkout_session: new Map(),
    checkout_plan: new Map(),
    portal_configuration: new Map(),
    portal_session: new Map(),
    webhook_endpoint: new Map(),
    deleted: new Map(),
    event: new Map(),
    delivery: new Map(),
    due: new Map(),
    idempotency: new Map(),
    vault: new Map(),
    setting: new Map(),
  };
}

function restore(maps: Maps, change: Change): void {
  const map: Map<string, unknown> = maps[change.table];
  if (change.row === null) map.delete(change.id);
  else map.set(change.id, change.row);
}
