import type { ContentOf, Letter } from "@/lib/notify/types";

export function emailChanged({ newEmail, to }: ContentOf<"email_changed">): Letter {
  return {
    subject: "Your email address was changed",
    paragraphs: [
      `The address of your Refill account was changed from ${to} to ${newEmail}. Every other browser was signed out.`,
      "If that wasn't you, contact support at once: this address can no longer sign in.",
    ],
    facts: [],
    button: { name: "Open settings", link: "/settings#profile" },
  };
}
