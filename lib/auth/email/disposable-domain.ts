import { disposableEmailBlocklistSet } from "disposable-email-domains-js";
import { env } from "@/lib/env";
import { oncePerProcess } from "@/lib/once-per-process";

/**
 * Whether an address is on a disposable email domain or a subdomain of one. The list is
 * github.com/disposable-email-domains; aliases that forward to a permanent mailbox (duck.com, mozmail.com) are not on it.
 * `email` in lower case.
 */
export function isDisposable(email: string): boolean {
  const labels = email.slice(email.lastIndexOf("@") + 1).split(".");
  return labels.some((_, index) => disposable().has(labels.slice(index).join(".")));
}

/** Whether the settings refuse sign-ups with such an address. */
export function isRefusedDomain(email: string): boolean {
  return env().DISPOSABLE_EMAIL === "refuse" && isDisposable(email);
}

export const DISPOSABLE_SENTENCE = "This is a disposable email address. Use a permanent one.";

const disposable = oncePerProcess("disposableDomains", () => disposableEmailBlocklistSet());
