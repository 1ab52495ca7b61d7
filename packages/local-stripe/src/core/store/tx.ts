import { shortenLists } from "../api/shorten";
import { newId } from "../ids";
import type { Reactions } from "../reactions";
import type { JsonObject } from "../wire";
import type { Change } from "./change";
import type { AllTables, Commit, Origin } from "./commit";
import { asJson, previousAttributes } from "./diff";
import { apiVersion, defaultEvents } from "./events";
import type { IndexedTable, Indexes } from "./indexes";
import { eventsKeptSeconds } from "./retention";
import type { Table } from "./table";
import type { DueKind, Setting, StoredEvent, TableName, Tables } from "./tables";
import { Told } from "./told";

interface TxInput {
  /** Engine seconds. */
  now: number;
  baseUrl: string;
  tables: AllTables;
  origin: Origin;
  reactions: Reactions<Tx>;
}

/**
 * One transaction. `put` changes state without an event; `emit` sends an event with the row as it is now and
 * `previous_attributes` since the last event. A row that changed without an event gets its table's
 * ordinary `created` / `updated` event at the end.
 */
export class Tx {
  /** Seconds: the engine's, or a test clock's inside `onClock`. */
  now: number;
  /** Seconds of the engine, also inside `onClock`. */
  readonly engineNow: number;
  /** The test clock this stands on; null on the engine's own. */
  clock: string | null = null;
  readonly baseUrl: string;
  /** What other rooms do when something happens in this one. */
  readonly reactions: Reactions<Tx>;
  private readonly tables: AllTables;
  private readonly origin: Origin;
  private readonly undos: (() => void)[] = [];
  private readonly touched = new Map<string, { table: TableName; id: string }>();
  private readonly told = new Told();
  private readonly events: StoredEvent[] = [];
  private readonly last: (() => void)[] = [];

  constructor({ now, baseUrl, tables, origin, reactions }: TxInput) {
    this.tables = tables;
    this.origin = origin;
    this.now = now;
    this.engineNow = now;
    this.baseUrl = baseUrl;
    this.reactions = reactions;
  }

  get<K extends TableName>(table: K, id: string): Tables[K] | undefined {
    return this.tables[table].get(id);
  }

  /** Runs `body` at the time of a test clock: what it makes carries that time, and falls due on that clock. */
  onClock<T>(clock: string, at: number, body: () => T): T {
    const before = { now: this.now, clock: this.clock };
    this.now = at;
    this.clock = clock;
    try {
      return body();
    } finally {
      this.now = before.now;
      this.clock = before.clock;
    }
  }

  /** The row, which must exist: a dangling reference inside our own state is a bug. */
  need<K extends TableName>(table: K, id: string): Tables[K] {
    const row = this.tables[table].get(id);
    if (row === undefined) throw new Error(`${table} ${id} is referred to but does not exist`);
    return row;
  }

  rows<K extends TableName>(table: K): Tables[K][] {
    return [...this.tables[table].each()];
  }

  each<K extends TableName>(table: K): Generator<Tables[K]> {
    return this.tables[table].each();
  }

  /** Rows by an indexed value, without looking at the others; see `indexes.ts`. */
  where<K extends IndexedTable>(table: K, index: keyof Indexes[K] & string, value: string): Tables[K][] {
    return this.tables[table].where(index, value);
  }

  /** Rows by the first of these indexed values that is given, else all: what a list's filters start from. */
  matching<K extends IndexedTable>(
    table: K,
    wanted: { [I in keyof Indexes[K] & string]?: string | undefined },
  ): Tables[K][] {
    return this.tables[table].matching(wanted);
  }

  put<K extends TableName>(table: K, row: Tables[K]): Tables[K] {
    const rows: Table<Tables[K]> = this.tables[table];
    const before = rows.get(row.id);
    this.remember(table, row.id, before);
    this.undos.push(() => {
      if (before === undefined) rows.remove(row.id);
      else rows.set(before);
    });
    rows.set(row);
    return row;
  }

  patch<K extends TableName>(table: K, id: string, changes: Partial<Tables[K]>): Tables[K] {
    return this.put(table, { ...this.need(table, id), ...changes });
  }

  remove<K extends TableName>(table: K, id: string): void {
    const rows: Table<Tables[K]> = this.tables[table];
    const before = rows.get(id);
    if (before === undefined) return;
    this.touched.set(`${table}:${id}`, { table, id });
    this.undos.push(() => rows.set(before));
    rows.remove(id);
  }

  /** Sends an event of `type` with the row as it is now; `emitUpdate` also says what changed. */
  emit(type: string, table: TableName, id: string): StoredEvent {
    const is = asJson(this.need(table, id));
    const was = this.told.get(`${table}:${id}`);
    this.told.note(`${table}:${id}`, is);
    // This event says itself what changed: the sum refunded so far.
    const changed = type === "charge.refunded" ? was : undefined;
    return this.emitObject(type, is, changed && previousAttributes(changed, is));
  }

  /**
   * An `*.updated` event with what changed since the last event of the row, or together with it: `invoice.updated`
   * names what `invoice.payment_failed` came with. Nothing when nothing changed.
   */
  emitUpdate(type: string, table: TableName, id: string): void {
    const is = asJson(this.need(table, id));
    const was = this.told.takeChange(`${table}:${id}`, is);
    if (was !== undefined) this.emitObject(type, is, previousAttributes(was, is));
  }

  /** The same, unless an event has already contained the row's current state. */
  emitUpdateUnlessTold(type: string, table: TableName, id: string): void {
    if (this.told.isBehind(`${table}:${id}`, asJson(this.need(table, id)))) this.emitUpdate(type, table, id);
  }

  /** The row as last sent to listeners; undefined when no event has contained it. */
  toldOf(table: TableName, id: string): JsonObject | undefined {
    const key = `${table}:${id}`;
    const row: object | undefined = this.tables[table].get(id);
    if (this.told.has(key)) return this.told.get(key);
    return row && asJson(row);
  }

  /** An event about something that is not a stored row (an upcoming invoice, a deleted customer). */
  emitObject(type: string, object: JsonObject, previous?: JsonObject): StoredEvent {
    const shown = object.object === "invoice" ? shortenLists(object) : object;
    const event: StoredEvent = {
      id: newId("evt"),
      object: "event",
      api_version: apiVersion,
      // The engine's time also for what happens on a test clock, so that events stay in one order.
      created: this.engineNow,
      data: previous === undefined ? { object: shown } : { object: shown, previous_attributes: previous },
      livemode: false,
      pending_webhooks: 0,
      request: { id: this.origin.requestId, idempotency_key: this.origin.idempotencyKey },
      type,
    };
    const endpoints = this.subscribers(type);
    const stored = this.put("event", { ...event, pending_webhooks: endpoints.length });
    for (const endpoint of endpoints) this.deliver(stored.id, endpoint);
    if (this.get("due", "event.expire:all") === undefined) {
      this.schedule("event.expire", "all", this.engineNow + eventsKeptSeconds);
    }
    this.events.push(stored);
    return stored;
  }

  /** Runs `body` after everything else in this transaction, events included. */
  beforeEnd(body: () => void): void {
    this.last.push(body);
  }

  /** Counts the row's current state as sent, without an event. */
  hush(table: TableName, id: string): void {
    this.told.note(`${table}:${id}`, asJson(this.need(table, id)));
  }

  /** Schedules something on the current clock. What is overdue falls due at once. */
  schedule(kind: DueKind, subject: string, at: number, event: string | null = null): void {
    const due = { id: `${kind}:${subject}`, kind, subject, event };
    // A due event runs at its own time: one earlier than now would give its events a time before those already sent.
    if (this.clock === null || engineKinds.has(kind)) this.put("due", { ...due, at: Math.max(at, this.engineNow) });
    else this.put("clock_due", { ...due, at: Math.max(at, this.now), clock: this.clock });
  }

  unschedule(kind: DueKind, subject: string): void {
    this.remove("due", `${kind}:${subject}`);
    this.remove("clock_due", `${kind}:${subject}`);
  }

  setting(id: string): Setting["value"] | undefined {
    return this.tables.setting.get(id)?.value;
  }

  set(id: string, value: Setting["value"]): void {
    this.put("setting", { id, value });
  }

  /** Sends the events still owed and returns what the journal and the listeners need. */
  finish(): Commit {
    this.speak();
    for (const body of this.last) body();
    this.speak();
    const changes: Change[] = [];
    for (const { table, id } of this.touched.values()) {
      changes.push({ table, id, row: this.tables[table].get(id) ?? null });
    }
    this.settle();
    return { changes, events: this.events };
  }

  undo(): void {
    for (const undo of this.undos.reverse()) undo();
    this.settle();
  }

  private speak(): void {
    for (const [key, { table, id }] of [...this.touched]) {
      const types = defaultEvents[table];
      const row: object | undefined = this.tables[table].get(id);
      if (types === undefined || row === undefined) continue;
      const was = this.told.get(key);
      if (was === undefined) {
        if (types.created !== undefined) this.emit(types.created, table, id);
      } else if (types.updated !== undefined) this.emitUpdateUnlessTold(types.updated, table, id);
    }
  }

  private settle(): void {
    for (const table of new Set([...this.touched.values()].map((each) => each.table))) this.tables[table].settle();
  }

  private remember(table: TableName, id: string, before: object | undefined): void {
    const key = `${table}:${id}`;
    this.touched.set(key, { table, id });
    this.told.begin(key, before && asJson(before));
  }

  private subscribers(type: string): string[] {
    return this.rows("webhook_endpoint")
      .filter((endpoint) => endpoint.status === "enabled")
      .filter((endpoint) => endpoint.enabled_events.includes("*") || endpoint.enabled_events.includes(type))
      .map((endpoint) => endpoint.id);
  }

  private deliver(event: string, endpoint: string): void {
    const state = this.setting("webhooks_paused") === true ? "held" : "pending";
    this.put("delivery", {
      id: deliveryId(event, endpoint),
      event,
      endpoint,
      state,
      attempts: [],
      nextAttemptAt: null,
    });
  }
}

/** The engine's own tasks, which run on no test clock. */
const engineKinds: ReadonlySet<DueKind> = new Set([
  "delivery.retry",
  "event.expire",
  "idempotency.forget",
  "test_clock.step",
]);

/** An event has one delivery per endpoint, so both name it. */
export function deliveryId(event: string, endpoint: string): string {
  return `dlv_${event}_${endpoint}`;
}
