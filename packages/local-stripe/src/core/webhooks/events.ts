import { invalid, missingResource } from "../api/errors";
import { inRange, listPage } from "../api/list";
import { bool, list, pagination, range, text } from "../api/params";
import { type Route, route } from "../api/route";
import { isKept } from "../store/retention";
import type { StoredEvent } from "../store/tables";
import type { Tx } from "../store/tx";

export const eventRoutes: Route[] = [
  route(
    "GET",
    "/v1/events",
    { ...pagination, created: range, delivery_success: bool, type: text, types: list(text) },
    ({ tx, params }) => {
      if (params.type !== undefined && params.types !== undefined) {
        throw invalid("You may only specify one of these parameters: type, types.", "type");
      }
      const wanted = params.types ?? (params.type === undefined ? undefined : [params.type]);
      const rows = tx
        .rows("event")
        .filter((row) => isKept(row.created, tx.now))
        .filter((row) => wanted === undefined || wanted.some((pattern) => matches(pattern, row.type)))
        .filter((row) => inRange(row.created, params.created))
        .filter((row) => params.delivery_success === undefined || delivered(tx, row.id) === params.delivery_success);
      const page = listPage(rows, params, "/v1/events");
      return { ...page, data: page.data.map((event) => current(tx, event)) };
    },
  ),
  route("GET", "/v1/events/:id", {}, ({ tx, id }) => {
    const row = tx.get("event", id);
    if (row === undefined || !isKept(row.created, tx.now)) throw missingResource("event", id);
    return current(tx, row);
  }),
];

/** The event with `pending_webhooks` counted now. */
function current(tx: Tx, event: StoredEvent): StoredEvent {
  const open = tx.where("delivery", "event", event.id).filter((row) => row.state !== "succeeded");
  return { ...event, pending_webhooks: open.length };
}

function delivered(tx: Tx, event: string): boolean {
  return tx.where("delivery", "event", event).every((row) => row.state === "succeeded");
}

function matches(pattern: string, type: string): boolean {
  return pattern.endsWith(".*") ? type.startsWith(pattern.slice(0, -1)) : pattern === type || pattern === "*";
}
