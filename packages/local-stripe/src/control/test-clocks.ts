import { invalid, missingResource } from "../core/api/errors";
import { listPage } from "../core/api/list";
import { int, pagination, required, text } from "../core/api/params";
import { type Route, route } from "../core/api/route";
import { boundary } from "../core/clock/calendar";
import { newId } from "../core/ids";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { deleteCustomer } from "../customers/routes";
import { buildTestClock } from "./test-clock-object";

const base = "/v1/test_helpers/test_clocks";

/** Source of the rules: https://docs.stripe.com/billing/testing/test-clocks */
export const testClockRoutes: Route[] = [
  route("POST", base, { frozen_time: required(int), name: text }, ({ tx, params }) =>
    tx.put(
      "test_clock",
      buildTestClock({
        id: newId("clock"),
        created: tx.now,
        frozenTime: params.frozen_time,
        name: params.name ?? null,
      }),
    ),
  ),

  route("GET", base, pagination, ({ tx, params }) => listPage(tx.rows("test_clock"), params, base)),

  route("GET", `${base}/:id`, {}, ({ tx, id }) => testClockById(tx, id)),

  route("DELETE", `${base}/:id`, {}, ({ tx, id }) => {
    const clock = testClockById(tx, id);
    refuseAdvancing(clock);
    for (const customer of tx.rows("customer")) if (customer.test_clock === id) deleteCustomer(tx, customer.id);
    for (const due of tx.rows("clock_due")) if (due.clock === id) tx.remove("clock_due", due.id);
    tx.emit("test_helpers.test_clock.deleted", "test_clock", id);
    tx.remove("test_clock", id);
    return tx.put("deleted", { id, object: "test_helpers.test_clock", deleted: true });
  }),

  route("POST", `${base}/:id/advance`, { frozen_time: required(int) }, ({ tx, params, id }) => {
    const clock = testClockById(tx, id);
    refuseAdvancing(clock);
    const target = params.frozen_time;
    if (target <= clock.frozen_time) {
      throw invalid("The frozen_time of a test clock can only be moved forward.", "frozen_time");
    }
    if (target > furthest(tx, clock)) {
      throw invalid(
        "Test clocks can only be advanced up to two intervals of their shortest subscription at a time " +
          "(two years when there is none).",
        "frozen_time",
      );
    }
    const advancing = tx.put("test_clock", {
      ...clock,
      status: "advancing",
      status_details: { advancing: { target_frozen_time: target } },
    });
    tx.emit("test_helpers.test_clock.advancing", "test_clock", id);
    tx.schedule("test_clock.step", id, tx.engineNow);
    return advancing;
  }),
];

export function testClockById(tx: Tx, id: string, param = "id"): Tables["test_clock"] {
  const row = tx.get("test_clock", id);
  if (row === undefined) throw missingResource("test clock", id, param);
  return row;
}

function refuseAdvancing(clock: Tables["test_clock"]): void {
  if (clock.status === "advancing") {
    throw invalid("Test clock advancement underway - cannot perform modifications.", undefined, "lock_timeout");
  }
}

function furthest(tx: Tx, clock: Tables["test_clock"]): number {
  const ends = tx
    .rows("subscription")
    .filter((row) => row.test_clock === clock.id && row.ended_at === null)
    .flatMap((row) => row.items.data)
    .map(({ price: { recurring } }) =>
      boundary(clock.frozen_time, intervalOf(recurring?.interval), recurring?.interval_count ?? 1, 2),
    );
  return Math.min(boundary(clock.frozen_time, "year", 1, 2), ...ends);
}

function intervalOf(interval: string | undefined): "day" | "week" | "month" | "year" {
  return interval === "day" || interval === "week" || interval === "year" ? interval : "month";
}
