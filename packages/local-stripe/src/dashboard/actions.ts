import { invalid } from "../core/api/errors";
import type { Store } from "../core/store/store";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { rollSecret } from "../core/webhooks/secrets";
import { cancelIntent, captureIntent } from "../payments/capture";
import { openDisputeOf } from "../payments/dispute";
import {
  bounceNow,
  chargeFor,
  decideNow,
  disputeNow,
  failRefundNow,
  settleNow,
  succeedRefundNow,
} from "../payments/on-demand";
import { refundCharge } from "../payments/refund";

/** Something a button of the dashboard does to an object. */
export interface Action {
  name: string;
  label: string;
  done: string;
  isGrave?: boolean;
  /** Asks for an amount, in minor units, prefilled with this. */
  amount?: number;
  run(tx: Tx, id: string, form: Record<string, string>): void;
}

const actions: readonly Action[] = [
  {
    name: "refund",
    label: "Refund",
    done: "Refunded.",
    isGrave: true,
    run: (tx, id, form) => {
      refundCharge(tx, { charge: chargeFor(tx, id), amount: amountOf(form), reason: null, metadata: {} });
    },
  },
  { name: "dispute", label: "Dispute as the bank", done: "Disputed.", run: (tx, id) => void disputeNow(tx, id, {}) },
  {
    name: "win",
    label: "Decide dispute: won",
    done: "The dispute was won.",
    run: (tx, id) => void decideNow(tx, id, "win"),
  },
  {
    name: "lose",
    label: "Decide dispute: lost",
    done: "The dispute was lost.",
    run: (tx, id) => void decideNow(tx, id, "lose"),
  },
  {
    name: "settle",
    label: "Let the debit arrive",
    done: "The money is there.",
    run: (tx, id) => void settleNow(tx, id),
  },
  {
    name: "bounce",
    label: "Send the debit back",
    done: "The debit came back.",
    isGrave: true,
    run: (tx, id) => void bounceNow(tx, id),
  },
  {
    name: "capture",
    label: "Capture",
    done: "Captured.",
    run: (tx, id, form) => void captureIntent(tx, held(tx, id), amountOf(form)),
  },
  {
    name: "release",
    label: "Release",
    done: "Released.",
    isGrave: true,
    run: (tx, id) => void cancelIntent(tx, held(tx, id), null),
  },
  {
    name: "succeed_refund",
    label: "Let the refund arrive",
    done: "Refunded.",
    run: (tx, id) => void succeedRefundNow(tx, id),
  },
  {
    name: "fail_refund",
    label: "Fail the refund",
    done: "The refund failed.",
    isGrave: true,
    run: (tx, id) => void failRefundNow(tx, id),
  },
  {
    name: "roll_secret",
    label: "Roll the signing secret",
    done: "Rolled. Deliveries carry both signatures for a day; the new secret is on the overview.",
    isGrave: true,
    run: (tx, id) => void rollSecret(tx, tx.need("webhook_endpoint", id).id, overlapSeconds),
  },
];

/** A rolled secret and the former one sign side by side for this long, as at Stripe at most. */
const overlapSeconds = 24 * 3600;

export function actionNamed(name: string): Action | undefined {
  return actions.find((action) => action.name === name);
}

/** What can be done to an object as it stands. */
export function actionsFor(store: Store, id: string): Action[] {
  if (store.get("webhook_endpoint", id) !== undefined) return named(["roll_secret"]);
  const refund = store.get("refund", id);
  if (refund !== undefined)
    return named(
      refund.status === "pending"
        ? ["succeed_refund", "fail_refund"]
        : refund.status === "succeeded"
          ? ["fail_refund"]
          : [],
    );
  const dispute = store.get("dispute", id);
  if (dispute !== undefined)
    return named(["won", "lost", "warning_closed"].includes(dispute.status) ? [] : ["win", "lose"]);
  const intent =
    store.get("payment_intent", id) ?? store.get("payment_intent", store.get("charge", id)?.payment_intent ?? "");
  const charge = store.get("charge", store.get("charge", id)?.id ?? intent?.latest_charge ?? "");
  return intent === undefined || charge === undefined ? [] : paymentActions(store, intent, charge);
}

function paymentActions(store: Store, intent: Tables["payment_intent"], charge: Tables["charge"]): Action[] {
  if (charge.status === "pending") return named(["settle", "bounce"]);
  if (intent.status === "requires_capture") return named(["capture", "release"], intent.amount_capturable);
  if (charge.status !== "succeeded" || !charge.captured) return [];
  const dispute = openDisputeOf(store, charge.id);
  const left = charge.amount - charge.amount_refunded;
  const isOpen = dispute !== undefined && dispute.status !== "lost";
  return [
    ...(left > 0 && (dispute === undefined || dispute.is_charge_refundable) ? named(["refund"], left) : []),
    ...(left > 0 && !charge.disputed ? named(["dispute"]) : []),
    ...(isOpen ? named(["win", "lose"]) : []),
  ];
}

function named(names: string[], amount?: number): Action[] {
  const asksAmount = (action: Action) => action.name === "refund" || action.name === "capture";
  return actions
    .filter((action) => names.includes(action.name))
    .map((action) => (amount !== undefined && asksAmount(action) ? { ...action, amount } : action));
}

function held(tx: Tx, id: string): Tables["payment_intent"] {
  const intent = tx.get("payment_intent", id) ?? tx.get("payment_intent", tx.get("charge", id)?.payment_intent ?? "");
  if (intent?.status !== "requires_capture") throw invalid(`${id} does not wait to be captured.`);
  return intent;
}

/** The amount typed, in minor units; undefined asks for all of it. */
function amountOf(form: Record<string, string>): number | undefined {
  const text = (form.amount ?? "").trim();
  if (text === "") return undefined;
  if (!/^\d+$/.test(text)) throw invalid("Enter the amount in minor units, for instance 900 for $9.00.", "amount");
  return Number(text);
}
