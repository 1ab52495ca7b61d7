import type { Tx } from "../core/store/tx";

/** Expires an open session. */
export function expireSession(tx: Tx, id: string): void {
  if (tx.get("checkout_session", id)?.status !== "open") return;
  tx.patch("checkout_session", id, { status: "expired", url: null });
  tx.unschedule("checkout.expire", id);
  tx.emit("checkout.session.expired", "checkout_session", id);
}
