import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { type MethodType, offeredTypes } from "../payments/instruments";
import { type MethodFields, type MethodProblems, readMethod } from "../payments/method-form";
import { needsMethod } from "./totals";
import { redirects } from "./ui-mode";

type Session = Tables["checkout_session"];

/** What the buyer gave, checked. Either a saved method or a new one. */
export type BuyerInput = { email: string | null; name: string | null; saveCard: boolean } & (
  | { savedMethod: string; method: null }
  | { savedMethod: null; method: MethodFields }
  /** There is nothing to pay and nothing to keep. */
  | { savedMethod: null; method: null }
);

export type BuyerForm = { ok: true; buyer: BuyerInput } | { ok: false; problems: MethodProblems & { email?: string } };

export function readBuyer(tx: Tx, session: Session, form: Record<string, string>): BuyerForm {
  const email = session.customer_details?.email ?? form.email?.trim() ?? "";
  const saveCard = form.save_card === "on";
  const saved = savedMethods(tx, session).find((method) => method.id === form.payment_method);
  const emailProblem = /^[^\s@]+@[^\s@]+\.?[^\s@]*$/.test(email) ? undefined : "Enter your email address.";
  if (saved !== undefined) {
    if (emailProblem !== undefined) return { ok: false, problems: { email: emailProblem } };
    return { ok: true, buyer: { email, name: null, saveCard: false, savedMethod: saved.id, method: null } };
  }
  if (!needsMethod(tx, session)) {
    if (emailProblem !== undefined) return { ok: false, problems: { email: emailProblem } };
    return { ok: true, buyer: { email, name: null, saveCard: false, savedMethod: null, method: null } };
  }
  const read = readMethod(form, sessionTypes(session), tx.now);
  if (!read.ok || emailProblem !== undefined) {
    return {
      ok: false,
      problems: { ...(read.ok ? {} : read.problems), ...(emailProblem === undefined ? {} : { email: emailProblem }) },
    };
  }
  return { ok: true, buyer: { email, name: read.method.name, saveCard, savedMethod: null, method: read.method } };
}

/** The payment method types this session offers. */
export function sessionTypes(session: Session): MethodType[] {
  return offeredTypes({
    currency: session.currency ?? "",
    allowed: session.allowed_payment_method_types,
    excluded: session.excluded_payment_method_types ?? null,
    redirects: redirects(session),
  });
}

/** The methods of this customer that may be shown again. */
export function savedMethods(tx: Pick<Tx, "where">, session: Session): Tables["payment_method"][] {
  if (session.customer === null || session.mode === "setup") return [];
  const filters: readonly string[] = session.saved_payment_method_options?.allow_redisplay_filters ?? ["always"];
  const types: readonly string[] = sessionTypes(session);
  return tx
    .where("payment_method", "customer", session.customer)
    .filter((method) => types.includes(method.type) && filters.includes(method.allow_redisplay ?? "unspecified"));
}
