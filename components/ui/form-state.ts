import type { z } from "zod";

/** What a form's server action answers: what is wrong, by field and as a whole, and what was typed. */
export type FormState = {
  done: boolean;
  message: string | null;
  /** By field name; nested names are joined with dots. */
  errors: Record<string, string>;
  values: Record<string, string>;
  /** The person has to confirm who they are before this is taken. */
  unconfirmed?: true;
  /** Hidden values that the next try should send instead. */
  next?: Record<string, string>;
};

export const freshForm: FormState = { done: false, message: null, errors: {}, values: {} };

/** A refusal that keeps what was typed. Passwords are never sent back. */
export function refuse(form: FormData, message: string | null, errors: Record<string, string> = {}): FormState {
  return { done: false, message, errors, values: typed(form) };
}

/** The refusal of somebody who has not proved lately who they are. What was typed stays. */
export function refuseUnconfirmed(form: FormData): FormState {
  return { ...refuse(form, null), unconfirmed: true };
}

/** The first complaint of each field; one about an item of a list is also the list's. */
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
