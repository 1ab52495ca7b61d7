import type { z } from "zod";

/** What a form's server action returns: errors by field and for the whole form, and the submitted values. */
export type FormState = {
  done: boolean;
  message: string | null;
  /** By field name; nested names are joined with dots. */
  errors: Record<string, string>;
  values: Record<string, string>;
  /** The user has to confirm their identity before the change is accepted. */
  unconfirmed?: true;
  /** Hidden values to send with the next submit. */
  next?: Record<string, string>;
};

/** A server action that a form submits to, as useActionState takes it. */
export type FormAction = (before: FormState, form: FormData) => Promise<FormState>;

export const freshForm: FormState = { done: false, message: null, errors: {}, values: {} };

/** A refusal that keeps the submitted values. Passwords are never sent back. */
export function refuse(form: FormData, message: string | null, errors: Record<string, string> = {}): FormState {
  return { done: false, message, errors, values: typed(form) };
}

/** The refusal for a user who has not confirmed their identity recently. Submitted values are kept. */
export function refuseUnconfirmed(form: FormData): FormState {
  return { ...refuse(form, null), unconfirmed: true };
}

/** The first error of each field; an error on a list item is also an error on the list. */
export function fieldErrors(error: z.ZodError): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const issue of error.issues) {
    errors[issue.path.join(".")] ??= issue.message;
    errors[String(issue.path[0] ?? "")] ??= issue.message;
  }
  return errors;
}

function typed(form: FormData): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of form) {
    if (typeof value === "string" && !/password/i.test(name) && !name.startsWith("$ACTION")) values[name] = value;
  }
  return values;
}
