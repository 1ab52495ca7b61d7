import { type FormState, freshForm } from "@/components/ui/form-state";

/** What a refund would do, in plain JSON for the browser. */
export type RefundFigures = {
  amountCents: number;
  refundableCents: number;
  currency: string;
  credits: number;
  before: { balance: number; debt: number };
  after: { balance: number; debt: number };
  referrerCredits: number;
};

/** The refund form's state: with `figures` it asks for the confirmation. */
export type RefundState = FormState & { figures: RefundFigures | null };

export type RefundAction = (before: RefundState, form: FormData) => Promise<RefundState>;

export const freshRefund: RefundState = { ...freshForm, figures: null };
