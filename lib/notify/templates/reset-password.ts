import type { ContentOf, Letter } from "@/lib/notify/types";

export function resetPassword({ link }: ContentOf<"reset_password">): Letter {
  return {
    subject: "Reset your password",
    paragraphs: [
      "Someone asked to reset the password of your Refill account. Choose a new one with the link below.",
      "The link works once, within 30 minutes. It signs you out everywhere.",
      "If that wasn't you, ignore this email. Your password does not change.",
    ],
    facts: [],
    button: { name: "Choose a new password", link },
  };
}
