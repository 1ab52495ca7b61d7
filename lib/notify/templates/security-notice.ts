import type { ContentOf, Letter } from "@/lib/notify/types";

export function securityNotice(content: ContentOf<"security_notice">): Letter {
  const { subject, paragraphs } = wordsOf(content);
  return {
    subject,
    paragraphs: [...paragraphs, "If this was not you, sign out everywhere and change your password at once."],
    facts: [],
    button: { name: "Review your security settings", link: "/settings#security" },
  };
}

function wordsOf(content: ContentOf<"security_notice">): Pick<Letter, "subject" | "paragraphs"> {
  switch (content.what) {
    case "second_factor_enabled":
      return {
        subject: "Two-step sign-in is on",
        paragraphs: [
          "From now on you sign in with a code from your authenticator app. Other browsers were signed out.",
          "Keep your recovery codes in a safe place. You need them if you lose the app.",
        ],
      };
    case "second_factor_disabled":
      return {
        subject: "Two-step sign-in is off",
        paragraphs: [
          content.by === "owner"
            ? "It was turned off in your settings. You now sign in with your password alone."
            : "Our support team turned it off because someone reported a lost authenticator app. You were signed out everywhere.",
        ],
      };
    case "recovery_code_used":
      return {
        subject: "A recovery code was used",
        paragraphs: [
          "Someone signed in with one of your recovery codes instead of a code from your authenticator app.",
          `${content.left === 1 ? "1 recovery code is" : `${content.left} recovery codes are`} left. You can create new ones in your settings.`,
        ],
      };
    case "identity_linked":
      return {
        subject: `${content.provider} was linked to your account`,
        paragraphs: [`You can now sign in with ${content.provider}. You can unlink it in your settings.`],
      };
    case "identity_unlinked":
      return {
        subject: `${content.provider} was unlinked from your account`,
        paragraphs: [`You can no longer sign in with ${content.provider}.`],
      };
    case "address_claimed":
      return {
        subject: "You took over an unverified account",
        paragraphs: [
          `Someone had created an account with your address and never verified it. You signed in with ${content.provider}, which confirms that the address is yours, so the account is now yours.`,
          "Its password, sessions, keys and other ways to sign in no longer work.",
        ],
      };
  }
}
