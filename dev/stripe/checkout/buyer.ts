import { type CardFields, type CardProblems, readCard } from "../payments/card-form";
import type { Tables } from "../store/tables";
import type { Tx } from "../store/tx";

type Session = Tables["checkout_session"];

/** What the buyer gave, checked. Either a saved method or a new card. */
export type BuyerInput = { email: string | null; saveCard: boolean } & (
  | { savedMethod: string; card: null }
  | { savedMethod: null; card: CardFields }
);

export type BuyerForm = { ok: true; buyer: BuyerInput } | { ok: false; problems: CardProblems & { email?: string } };

export function readBuyer(tx: Tx, session: Session, form: Record<string, string>): BuyerForm {
  const email = session.customer_details?.email ?? form.email?.trim() ?? "";
  const saveCard = form.save_card === "on";
  const saved = savedMethods(tx, session).find((method) => method.id === form.payment_method);
  const emailProblem = /^[^\s@]+@[^\s@]+\.?[^\s@]*$/.test(email) ? undefined : "Enter your email address.";
  if (saved !== undefined) {
    if (emailProblem !== undefined) return { ok: false, problems: { email: emailProblem } };
    return { ok: true, buyer: { email, saveCard: false, savedMethod: saved.id, card: null } };
  }
  const read = readCard(form, tx.now);
  if (!read.ok || emailProblem !== undefined) {
    return {
      ok: false,
      problems: { ...(read.ok ? {} : read.problems), ...(emailProblem === undefined ? {} : { email: emailProblem }) },
    };
  }
  return { ok: true, buyer: { email, saveCard, savedMethod: null, card: read.card } };
}

/** The cards of this customer that may be shown again. */
export function savedMethods(tx: Pick<Tx, "rows">, session: Session): Tables["payment_method"][] {
  if (session.customer === null) return [];
  const filters: readonly string[] = session.saved_payment_method_options?.allow_redisplay_filters ?? ["always"];
  return tx
    .rows("payment_method")
    .filter(
      (method) => method.customer === session.customer && filters.includes(method.allow_redisplay ?? "unspecified"),
    );
}
