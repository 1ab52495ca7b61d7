import { Hono } from "hono";
import { engineOrigin, type Store } from "../core/store/store";
import { dunningEnds, dunningOf, setDunning } from "../invoices/dunning";
import { Refused, readBody } from "./body";

/** What happens when a renewal is not paid, which at Stripe is a setting of the account's dashboard. */
export function localDunning(store: Store): Hono {
  const app = new Hono();
  app.get("/dunning", (context) => context.json(dunningOf(store)));
  app.post("/dunning", async (context) => {
    const body = await readBody(context);
    const before = dunningOf(store);
    const end = dunningEnds.find((known) => known === (body.end ?? before.end));
    if (end === undefined) throw new Refused(`end is one of ${dunningEnds.join(", ")}.`);
    const retryDays = body.retryDays === undefined ? before.retryDays : daysOf(body.retryDays);
    store.write(engineOrigin, (tx) => setDunning(tx, { end, retryDays }));
    return context.json(dunningOf(store));
  });
  return app;
}

function daysOf(sent: unknown): number[] {
  const days = Array.isArray(sent) ? sent.map(Number) : [];
  if (days.length > 0 && days.length <= 8 && days.every((day) => Number.isInteger(day) && day > 0)) return days;
  throw new Refused("retryDays is a list of one to eight whole days, for instance [3, 5, 7].");
}
