/**
 * The mailbox that an address delivers to: the part after a plus is a tag, and Gmail ignores dots
 * (support.google.com/mail/answer/7436150). The address is in lower case, as it is stored.
 */
export function mailboxOf(email: string): string {
  const [name = "", domain = ""] = email.split("@");
  const [untagged = ""] = name.split("+");
  const isGmail = domain === "gmail.com" || domain === "googlemail.com";
  return isGmail ? `${untagged.replaceAll(".", "")}@gmail.com` : `${untagged}@${domain}`;
}

/** Whether two addresses deliver to the same mailbox. */
export function isSameMailbox(one: string, other: string): boolean {
  return mailboxOf(one) === mailboxOf(other);
}
