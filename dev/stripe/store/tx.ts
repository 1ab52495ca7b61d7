import { newId } from "../ids";
import type { JsonObject } from "../wire";
import { previousAttributes, same, toJson } from "./diff";
import { apiVersion, defaultEvents } from "./events";
import type { Change } from "./journal";
import type { Commit, Origin, Store } from "./store";
import type { DueKind, Setting, StoredEvent, TableName, Tables } from "./tables";

type Maps = { [K in TableName]: Map<string, Tables[K]> };

/**
 * One transaction. `put` changes state at once and quietly; `emit` says what happened, with the row as it is now and
 * `previous_attributes` against what was last told. A row that changed and was never spoken of gets its table's
 * ordinary `created` / `updated` event at the end.
 */
export class Tx {
  readonly now: number;
  readonly baseUrl: string;
  private readonly maps: Maps;
  private readonly origin: Origin;
  private readonly undos: (() => void)[] = [];
  private readonly touched = new Map<string, { table: TableName; id: string }>();
  /** What listeners were last told about a row; undefined means it did not exist. */
  private readonly told = new Map<string, JsonObject | undefined>();
  private readonly events: StoredEvent[] = [];

  constructor(store: Store, maps: Maps, origin: Origin) {
    this.maps = maps;
    this.origin = origin;
    this.now = store.clock.now();
    this.baseUrl = store.baseUrl;
  }

  get<K extends TableName>(table: K, id: string): Tables[K] | undefined {
    return this.maps[table].get(id);
  }

  /** The row, which must be there: a reference inside our own state that leads nowhere is a bug. */
  need<K extends TableName>(table: K, id: string): Tables[K] {
    const row = this.maps[table].get(id);
    if (row === undefined) throw new Error(`${table} ${id} is referred to but does not exist`);
    return row;
  }

  rows<K extends TableName>(table: K): Tables[K][] {
    return [...this.maps[table].values()];
  }

  put<K extends TableName>(table: K, row: Tables[K]): Tables[K] {
    const map: Map<string, Tables[K]> = this.maps[table];
    const before = map.get(row.id);
    this.remember(table, row.id, before);
    this.undos.push(() => {
      if (before === undefined) map.delete(row.id);
      else map.set(row.id, before);
    });
    map.set(row.id, row);
    return row;
  }

  patch<K extends TableName>(table: K, id: string, changes: Partial<Tables[K]>): Tables[K] {
    return this.put(table, { ...this.need(table, id), ...changes });
  }

  remove(table: TableName, id: string): void {
    const map: Map<string, unknown> = this.maps[table];
    const before = map.get(id);
    if (before === undefined) return;
    this.touched.set(`${table}:${id}`, { table, id });
    this.undos.push(() => restoreInPlace(map, id, before));
    map.delete(id);
  }

  /** Tells the world: an event of `type` with the row as it stands. */
  emit(type: string, table: TableName, id: string): StoredEvent {
    const key = `${table}:${id}`;
    const is = toJson(this.need(table, id));
    const was = this.told.get(key);
    this.told.set(key, is);
    const isUpdate = type.endsWith(".updated") && was !== undefined;
    return this.emitObject(type, is, isUpdate ? previousAttributes(was, is) : undefined);
  }

  /** An event about something that is not a stored row (an upcoming invoice, a deleted customer). */
  emitObject(type: string, object: JsonObject, previous?: JsonObject): StoredEvent {
    const event: StoredEvent = {
      id: newId("evt"),
      object: "event",
      api_version: apiVersion,
      created: this.now,
      data: previous === undefined ? { object } : { object, previous_attributes: previous },
      livemode: false,
      pending_webhooks: 0,
      request: { id: this.origin.requestId, idempotency_key: this.origin.idempotencyKey },
      type,
    };
    const endpoints = this.subscribers(type);
    const stored = this.put("event", { ...event, pending_webhooks: endpoints.length });
    for (const endpoint of endpoints) this.deliver(stored.id, endpoint);
    this.events.push(stored);
    return stored;
  }

  /** Counts the row's present state as told, without an event. */
  hush(table: TableName, id: string): void {
    this.told.set(`${table}:${id}`, toJson(this.need(table, id)));
  }

  schedule(kind: DueKind, subject: string, at: number, event: string | null = null): void {
    this.put("due", { id: `${kind}:${subject}`, kind, subject, at, event });
  }

  unschedule(kind: DueKind, subject: string): void {
    this.remove("due", `${kind}:${subject}`);
  }

  setting(id: string): Setting["value"] | undefined {
    return this.maps.setting.get(id)?.value;
  }

  set(id: string, value: Setting["value"]): void {
    this.put("setting", { id, value });
  }

  /** Speaks of what was left unspoken and hands over what the journal and the listeners need. */
  finish(): Commit {
    for (const [key, { table, id }] of [...this.touched]) {
      const types = defaultEvents[table];
      const row: object | undefined = this.maps[table].get(id);
      if (types === undefined || row === undefined) continue;
      const was = this.told.get(key);
      const type = was === undefined ? types.created : types.updated;
      if (type !== undefined && !(was !== undefined && same(was, toJson(row)))) this.emit(type, table, id);
    }
    const changes: Change[] = [];
    for (const { table, id } of this.touched.values()) {
      changes.push({ table, id, row: this.maps[table].get(id) ?? null });
    }
    return { changes, events: this.events };
  }

  undo(): void {
    for (const undo of this.undos.reverse()) undo();
  }

  private remember(table: TableName, id: string, before: object | undefined): void {
    const key = `${table}:${id}`;
    this.touched.set(key, { table, id });
    if (defaultEvents[table] === undefined || this.told.has(key)) return;
    this.told.set(key, before === undefined ? undefined : toJson(before));
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

/** An event has one delivery per endpoint, so both name it. */
export function deliveryId(event: string, endpoint: string): string {
  return `dlv_${event}_${endpoint}`;
}

/** Puts a removed row back; engine errands have no order to keep, everything else is listed in order of creation. */
function restoreInPlace(map: Map<string, unknown>, id: string, row: unknown): void {
  const rest = [...map.entries()];
  const created = createdOf(row);
  map.clear();
  let isBack = false;
  for (const [key, value] of rest) {
    if (!isBack && createdOf(value) > created) {
      map.set(id, row);
      isBack = true;
    }
    map.set(key, value);
  }
  if (!isBack) map.set(id, row);
}

function createdOf(row: unknown): number {
  if (typeof row !== "object" || row === null || !("created" in row)) return 0;
  return typeof row.created === "number" ? row.created : 0;
}
