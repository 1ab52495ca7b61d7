/**
 * Whether two addresses reach the same person's mailbox: what stands after a plus is a tag, and Gmail reads over dots
 * (support.google.com/mail/answer/7436150). Both in lower case, as they are stored.
 */
export function isSameMailbox(one: string, other: string): boolean {
  return mailboxOf(one) === mailboxOf(other);
}

function mailboxOf(email: string): string {
  const [name = "", domain = ""] = email.split("@");
  const [untagged = ""] = name.split("+");
  const isGmail = domain === "gmail.com" || domain === "googlemail.com";
  return isGmail ? `${untagged.replaceAll(".", "")}@gmail.com` : `${untagged}@${domain}`;
}
