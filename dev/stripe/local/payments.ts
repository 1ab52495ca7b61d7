import { Hono } from "hono";
import { ApiError } from "../api/errors";
import { failDelayed, settleDelayed } from "../payments/arrival";
import {
  isInquiry,
  isOver,
  loseDispute,
  openDispute,
  openDisputeOf,
  submitEvidence,
  winDispute,
} from "../payments/dispute";
import { failuresByCode } from "../payments/instruments";
import { failRefund, succeedRefund } from "../payments/refund";
import { engineOrigin, type Store } from "../store/store";
import type { Tables } from "../store/tables";
import type { Tx } from "../store/tx";
import { Refused, readBody } from "./body";

/** Outcomes that a bank decides: disputes, debits under way, refunds that fail. `:id` may be of any object of the payment. */
export function localPayments(store: Store): Hono {
  const app = new Hono();
  const act = <T>(body: (tx: Tx) => T): T => {
    try {
      return store.write(engineOrigin, body);
    } catch (error) {
      if (error instanceof ApiError) throw new Refused(error.message);
      throw error;
    }
  };

  app.post("/disputes/open", async (context) => {
    const body = await readBody(context);
    if (typeof body.charge !== "string") throw new Refused("Send {charge: a charge or payment intent}.");
    const id = body.charge;
    const dispute = act((tx) =>
      openDispute(tx, {
        charge: chargeFor(tx, id),
        reason: typeof body.reason === "string" ? body.reason : "fraudulent",
        isInquiry: body.inquiry === true,
        amount: typeof body.amount === "number" ? body.amount : undefined,
      }),
    );
    return context.json(dispute);
  });
  app.post("/disputes/:id/win", (context) =>
    context.json(act((tx) => winDispute(tx, answered(tx, disputeFor(tx, context.req.param("id")))))),
  );
  app.post("/disputes/:id/lose", (context) =>
    context.json(act((tx) => loseDispute(tx, answered(tx, disputeFor(tx, context.req.param("id")))))),
  );

  app.post("/payments/:id/settle", (context) =>
    context.json(
      act((tx) => {
        const intent = underWay(tx, context.req.param("id"));
        settleDelayed(tx, intent);
        return tx.need("payment_intent", intent.id);
      }),
    ),
  );
  app.post("/payments/:id/fail", async (context) => {
    const body = await readBody(context);
    const why = failuresByCode.get(typeof body.code === "string" ? body.code : "insufficient_funds");
    if (why === undefined) throw new Refused(`code is one of ${[...failuresByCode.keys()].join(", ")}.`);
    const intent = act((tx) => {
      const waiting = underWay(tx, context.req.param("id"));
      failDelayed(tx, waiting, why);
      return tx.need("payment_intent", waiting.id);
    });
    return context.json(intent);
  });

  app.post("/refunds/:id/succeed", (context) =>
    context.json(
      act((tx) => {
        const refund = refundFor(tx, context.req.param("id"));
        if (refund.status !== "pending") throw new Refused(`${refund.id} is ${refund.status}, not pending.`);
        return succeedRefund(tx, refund);
      }),
    ),
  );
  app.post("/refunds/:id/fail", async (context) => {
    const body = await readBody(context);
    const reason = typeof body.reason === "string" ? body.reason : "lost_or_stolen_card";
    const refund = act((tx) => {
      const row = refundFor(tx, context.req.param("id"));
      if (row.status !== "pending" && row.status !== "succeeded") {
        throw new Refused(`${row.id} is already ${row.status}.`);
      }
      return failRefund(tx, row, reason);
    });
    return context.json(refund);
  });
  return app;
}

/** The bank decides on an answer: one that was never given counts as given now. */
function answered(tx: Tx, dispute: Tables["dispute"]): string {
  if (isOver(dispute)) throw new Refused(`${dispute.id} is already ${dispute.status}.`);
  if (dispute.status === "needs_response" || (isInquiry(dispute) && dispute.status === "warning_needs_response")) {
    submitEvidence(tx, dispute.id);
  }
  return dispute.id;
}

function chargeFor(tx: Tx, id: string): Tables["charge"] {
  const charge = tx.get("charge", id) ?? tx.get("charge", tx.get("payment_intent", id)?.latest_charge ?? "");
  if (charge === undefined) throw new Refused(`There is no charge ${id}.`);
  return charge;
}

function disputeFor(tx: Tx, id: string): Tables["dispute"] {
  const dispute = tx.get("dispute", id) ?? openDisputeOf(tx, chargeFor(tx, id).id);
  if (dispute === undefined) throw new Refused(`${id} has no open dispute.`);
  return dispute;
}

function underWay(tx: Tx, id: string): Tables["payment_intent"] {
  const intent = tx.get("payment_intent", id) ?? tx.get("payment_intent", tx.get("charge", id)?.payment_intent ?? "");
  if (intent === undefined) throw new Refused(`There is no payment ${id}.`);
  if (intent.status !== "processing") throw new Refused(`${intent.id} is ${intent.status}, not processing.`);
  return intent;
}

function refundFor(tx: Tx, id: string): Tables["refund"] {
  const refund = tx.get("refund", id);
  if (refund === undefined) throw new Refused(`There is no refund ${id}.`);
  return refund;
}
