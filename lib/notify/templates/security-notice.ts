import type { ContentOf, Letter } from "@/lib/notify/types";

export function securityNotice(content: ContentOf<"security_notice">): Letter {
  const { subject, paragraphs } = wordsOf(content);
  return {
    subject,
    paragraphs: [...paragraphs, "If this was not you, sign out everywhere and change your password at once."],
    facts: [],
    button: { name: "Look at your sign-in", link: "/settings" },
  };
}

function wordsOf(content: ContentOf<"security_notice">): Pick<Letter, "subject" | "paragraphs"> {
  switch (content.what) {
    case "second_factor_enabled":
      return {
        subject: "Two-step sign-in is on",
        paragraphs: [
          "From now on signing in asks for a code of your authenticator app. Other browsers were signed out.",
          "Keep your recovery codes in a safe place: they let you in when you have lost the app.",
        ],
      };
    case "second_factor_disabled":
      return {
        subject: "Two-step sign-in is off",
        paragraphs: [
          content.by === "owner"
            ? "It was turned off in your settings. Your password alone lets you in now."
            : "We turned it off, as for somebody who has lost their authenticator app. You were signed out everywhere.",
        ],
      };
    case "recovery_code_used":
      return {
        subject: "A recovery code was used",
        paragraphs: [
          "Somebody gave one of your recovery codes in place of a code of your authenticator app.",
          `${content.left === 1 ? "1 recovery code is" : `${content.left} recovery codes are`} left. You can make new ones in your settings.`,
        ],
      };
    case "identity_linked":
      return {
        subject: `${content.provider} was linked to your account`,
        paragraphs: [`You can sign in with ${content.provider} now. You can unlink it in your settings.`],
      };
    case "identity_unlinked":
      return {
        subject: `${content.provider} was unlinked from your account`,
        paragraphs: [`${content.provider} no longer signs you in.`],
      };
    case "address_claimed":
      return {
        subject: "Your account is yours now",
        paragraphs: [
          `Somebody had made an account with your address and never confirmed it. You came with ${content.provider}, which knows that the address is yours, so the account is yours.`,
          "Its password, sessions, keys and other ways to sign in have ended.",
        ],
      };
  }
}
