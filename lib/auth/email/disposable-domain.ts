import { disposableEmailBlocklistSet } from "disposable-email-domains-js";
import { env } from "@/lib/env";

/**
 * Whether an address is of a domain that hands out mailboxes for minutes, or of one below it. The list is
 * github.com/disposable-email-domains; aliases that lead to a mailbox of one's own (duck.com, mozmail.com) are not on it.
 * `email` in lower case.
 */
export function isDisposable(email: string): boolean {
  disposable ??= disposableEmailBlocklistSet();
  const labels = email.slice(email.lastIndexOf("@") + 1).split(".");
  return labels.some((_, index) => disposable?.has(labels.slice(index).join(".")));
}

/** Whether no account may be made with such an address here, as the settings say. */
export function isRefusedDomain(email: string): boolean {
  return env().DISPOSABLE_EMAIL === "refuse" && isDisposable(email);
}

export const DISPOSABLE_SENTENCE = "This is a throw-away mailbox. Use an address that you keep.";

let disposable: Set<string> | undefined;
