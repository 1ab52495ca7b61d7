/**
 * The mailbox that an address reaches: what stands after a plus is a tag, and Gmail ignores dots
 * (support.google.com/mail/answer/7436150). The address is in lower case, as it is stored.
 */
export function mailboxOf(email: string): string {
  const [name = "", domain = ""] = email.split("@");
  const [untagged = ""] = name.split("+");
  const isGmail = domain === "gmail.com" || domain === "googlemail.com";
  return isGmail ? `${untagged.replaceAll(".", "")}@gmail.com` : `${untagged}@${domain}`;
}

/** Whether two addresses reach the same person's mailbox. */
export function isSameMailbox(one: string, other: string): boolean {
  return mailboxOf(one) === mailboxOf(other);
}
