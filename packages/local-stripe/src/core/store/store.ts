import type { Clock } from "../clock/clock";
import type { Reactions } from "../reactions";
import type { Change } from "./change";
import type { AllTables, Commit, Origin } from "./commit";
import { DueQueue } from "./due-queue";
import { type IndexedTable, type Indexes, indexes } from "./indexes";
import { Journal } from "./journal";
import { lockFolder } from "./lock";
import { Table } from "./table";
import { type Due, type Setting, type TableName, type Tables, tableNames } from "./tables";
import { Tx } from "./tx";

export const engineOrigin: Origin = { requestId: null, idempotencyKey: null };

/**
 * The one place state lives. Rows are immutable values, replaced whole. There is one writer: `write` runs a
 * synchronous body to its end, then commits all of it (journal first) or, if it throws, none of it.
 */
export class Store {
  readonly clock: Clock;
  private readonly reactions: Reactions<Tx>;
  /** Set once the port is known: hosted pages live under it. */
  baseUrl = "";
  private readonly tables: AllTables = emptyTables();
  private readonly queue = new DueQueue((id) => this.tables.due.get(id));
  private readonly journal: Journal | null;
  private readonly listeners: ((commit: Commit) => void)[] = [];
  /** Events emitted since the start, also those dropped since. */
  emitted = 0;
  private readonly unlock: () => void;
  private writing = false;

  constructor(clock: Clock, reactions: Reactions<Tx>, directory: string | null, compactAfterBytes?: number) {
    this.clock = clock;
    this.reactions = reactions;
    this.unlock = directory === null ? () => undefined : lockFolder(directory);
    this.journal = directory === null ? null : new Journal(directory, compactAfterBytes);
    this.journal?.load(
      (change) => restore(this.tables, change),
      (table, id) => this.tables[table].get(id),
    );
    for (const due of this.tables.due.each()) this.queue.push(due);
    const offset = this.setting("clock_offset_ms");
    if (typeof offset === "number") clock.offsetMs = offset;
  }

  get<K extends TableName>(table: K, id: string): Tables[K] | undefined {
    return this.tables[table].get(id);
  }

  /** Rows in order of creation. */
  rows<K extends TableName>(table: K): Tables[K][] {
    return [...this.tables[table].each()];
  }

  each<K extends TableName>(table: K): Generator<Tables[K]> {
    return this.tables[table].each();
  }

  /** Whether nothing was ever written. */
  get isEmpty(): boolean {
    return tableNames.every((table) => this.count(table) === 0);
  }

  count(table: TableName): number {
    return this.tables[table].size;
  }

  /** Rows by an indexed value, without looking at the others; see `indexes.ts`. */
  where<K extends IndexedTable>(table: K, index: keyof Indexes[K] & string, value: string): Tables[K][] {
    return this.tables[table].where(index, value);
  }

  /** What falls due next, whether its time has come or not. */
  nextDue(): Due | undefined {
    return this.queue.peek();
  }

  /** Rows and index entries looked at since the start: work that can be counted where time cannot. */
  get looked(): number {
    return tableNames.reduce((sum, table) => sum + this.tables[table].looked, 0);
  }

  setting(id: string): Setting["value"] | undefined {
    return this.tables.setting.get(id)?.value;
  }

  onCommit(listener: (commit: Commit) => void): void {
    this.listeners.push(listener);
  }

  write<T>(origin: Origin, body: (tx: Tx) => T): T {
    if (this.writing) throw new Error("a write inside a write: the store has one writer");
    this.writing = true;
    const tx = new Tx({
      now: this.clock.now(),
      baseUrl: this.baseUrl,
      tables: this.tables,
      origin,
      reactions: this.reactions,
    });
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
    this.emitted += commit.events.length;
    for (const change of commit.changes) if (change.table === "due") this.enqueue(change.id);
    if (this.journal?.wantsSnapshot) this.journal.snapshot(this.everything());
    if (commit.changes.length > 0) for (const listener of this.listeners) listener(commit);
    return result;
  }

  /** Releases the folder; nothing may be written after this. */
  close(): void {
    this.journal?.close();
    this.unlock();
  }

  /** Forgets everything, also on disk. */
  clear(): void {
    for (const table of tableNames) this.tables[table].clear();
    this.queue.clear();
    this.clock.offsetMs = 0;
    this.journal?.snapshot([]);
  }

  private enqueue(id: string): void {
    const due = this.tables.due.get(id);
    if (due !== undefined) this.queue.push(due);
  }

  private *everything(): Generator<Change> {
    for (const table of tableNames) {
      for (const row of this.tables[table].each()) yield { table, id: row.id, row };
    }
  }
}

function emptyTables(): AllTables {
  return {
    customer: new Table({}),
    product: new Table({}),
    price: new Table(indexes.price),
    payment_method: new Table(indexes.payment_method),
    payment_intent: new Table(indexes.payment_intent),
    setup_intent: new Table({}),
    charge: new Table(indexes.charge),
    refund: new Table(indexes.refund),
    dispute: new Table(indexes.dispute),
    balance_transaction: new Table(indexes.balance_transaction),
    subscription: new Table(indexes.subscription),
    invoice: new Table(indexes.invoice),
    invoiceitem: new Table(indexes.invoiceitem),
    invoice_payment: new Table(indexes.invoice_payment),
    coupon: new Table({}),
    coupon_terms: new Table({}),
    promotion_code: new Table({}),
    discount: new Table({}),
    customer_balance_transaction: new Table({}),
    price_terms: new Table({}),
    credit_note: new Table({}),
    checkout_session: new Table(indexes.checkout_session),
    checkout_plan: new Table(indexes.checkout_plan),
    portal_configuration: new Table({}),
    portal_session: new Table({}),
    webhook_endpoint: new Table({}),
    deleted: new Table({}),
    subscription_schedule: new Table({}),
    test_clock: new Table({}),
    clock_due: new Table({}),
    event: new Table({}),
    delivery: new Table(indexes.delivery),
    due: new Table({}),
    idempotency: new Table({}),
    vault: new Table({}),
    setting: new Table({}),
  };
}

function restore(tables: AllTables, change: Change): void {
  const table: { set(row: object): void; remove(id: string): void; settle(): void } = tables[change.table];
  if (change.row === null) table.remove(change.id);
  else table.set(change.row);
  table.settle();
}
