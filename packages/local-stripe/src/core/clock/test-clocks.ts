import type { RawObject, RawValue } from "../api/form";
import { tableOf } from "../store/lookup";
import type { ClockDue, Due, Tables } from "../store/tables";
import type { Tx } from "../store/tx";

/** The test clock an API call runs on: that of the first customer its path or parameters lead to. */
export function clockOfCall(tx: Tx, id: string, raw: RawObject): Tables["test_clock"] | null {
  if (tx.rows("test_clock").length === 0) return null;
  for (const text of [id, ...textsOf(raw)]) {
    const clock = clockOf(tx, text);
    if (clock !== null) return clock;
  }
  return null;
}

/** Runs `body` on the customer's test clock, or on the engine's when there is none. */
export function onClockOf<T>(tx: Tx, customer: string | null, body: () => T): T {
  const clock = clockOf(tx, customer ?? "");
  return clock === null ? body() : tx.onClock(clock.id, clock.frozen_time, body);
}

/** One step of an advance: the next thing due on the clock; when there is none left, the clock is ready. */
export function stepTestClock(tx: Tx, id: string, handle: (tx: Tx, due: Due) => void): void {
  const clock = tx.get("test_clock", id);
  const target = clock?.status_details.advancing?.target_frozen_time;
  if (clock === undefined || target === undefined) return;
  const next = nextDueOf(tx, id);
  if (next === undefined || next.at > target) {
    tx.put("test_clock", { ...clock, frozen_time: target, status: "ready", status_details: {} });
    tx.emit("test_helpers.test_clock.ready", "test_clock", id);
    return;
  }
  const at = Math.max(next.at, clock.frozen_time);
  tx.put("test_clock", { ...clock, frozen_time: at });
  // Stripe sends events about the clock when an advance begins and when it is over, not in between.
  tx.hush("test_clock", id);
  tx.remove("clock_due", next.id);
  tx.onClock(id, at, () => handle(tx, next));
  tx.schedule("test_clock.step", id, tx.engineNow);
}

function nextDueOf(tx: Tx, clock: string): ClockDue | undefined {
  let next: ClockDue | undefined;
  for (const due of tx.rows("clock_due")) {
    if (due.clock === clock && (next === undefined || due.at < next.at)) next = due;
  }
  return next;
}

function clockOf(tx: Tx, id: string): Tables["test_clock"] | null {
  if (id.startsWith("si_")) {
    const owner = tx.rows("subscription").find((row) => row.items.data.some((item) => item.id === id));
    return owner === undefined ? null : clockOf(tx, owner.customer);
  }
  const table = tableOf(id);
  const row: object | undefined = table === undefined ? undefined : tx.get(table, id);
  if (table === "test_clock") return tx.get("test_clock", id) ?? null;
  if (table === "customer") return tx.get("test_clock", tx.get("customer", id)?.test_clock ?? "") ?? null;
  // A dispute leads to its customer by way of its charge.
  const owner = row !== undefined && "customer" in row ? row.customer : tx.get("dispute", id)?.charge;
  return typeof owner === "string" ? clockOf(tx, owner) : null;
}

function textsOf(raw: RawValue): string[] {
  if (typeof raw === "string") return [raw];
  return (Array.isArray(raw) ? raw : Object.values(raw)).flatMap(textsOf);
}
