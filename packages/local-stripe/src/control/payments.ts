import { Hono } from "hono";
import { ApiError } from "../core/api/errors";
import { engineOrigin, type Store } from "../core/store/store";
import type { Tx } from "../core/store/tx";
import {
  atTimeOf,
  bounceNow,
  decideNow,
  disputeNow,
  failRefundNow,
  settleNow,
  succeedRefundNow,
} from "../payments/on-demand";
import { Refused, readBody } from "./body";

/** Outcomes that a bank decides: disputes, pending bank debits, refunds. `:id` may be the charge's or its intent's. */
export function localPayments(store: Store): Hono {
  const app = new Hono();
  const act = <T>(id: string, body: (tx: Tx) => T): T => {
    try {
      return store.write(engineOrigin, (tx) => atTimeOf(tx, id, () => body(tx)));
    } catch (error) {
      if (error instanceof ApiError) throw new Refused(error.message);
      throw error;
    }
  };

  app.post("/disputes/open", async (context) => {
    const body = await readBody(context);
    const { charge, amount } = body;
    if (typeof charge !== "string") throw new Refused("Send {charge: a charge or payment intent}.");
    if (amount !== undefined && typeof amount !== "number") throw new Refused("amount is a number of minor units.");
    return context.json(
      act(charge, (tx) =>
        disputeNow(tx, charge, { reason: word(body.reason), amount, isInquiry: body.inquiry === true }),
      ),
    );
  });
  for (const outcome of ["win", "lose"] as const) {
    app.post(`/disputes/:id/${outcome}`, (context) =>
      context.json(act(context.req.param("id"), (tx) => decideNow(tx, context.req.param("id"), outcome))),
    );
  }
  app.post("/payments/:id/settle", (context) =>
    context.json(act(context.req.param("id"), (tx) => settleNow(tx, context.req.param("id")))),
  );
  app.post("/payments/:id/fail", async (context) => {
    const { code } = await readBody(context);
    return context.json(act(context.req.param("id"), (tx) => bounceNow(tx, context.req.param("id"), word(code))));
  });
  app.post("/refunds/:id/succeed", (context) =>
    context.json(act(context.req.param("id"), (tx) => succeedRefundNow(tx, context.req.param("id")))),
  );
  app.post("/refunds/:id/fail", async (context) => {
    const { reason } = await readBody(context);
    return context.json(act(context.req.param("id"), (tx) => failRefundNow(tx, context.req.param("id"), word(reason))));
  });
  return app;
}

function word(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
