import type { ContentOf, Letter } from "@/lib/notify/types";

export function passwordChanged(_content: ContentOf<"password_changed">): Letter {
  return {
    subject: "Your password was changed",
    paragraphs: [
      "The password of your Refill account was changed, and every other browser was signed out. API keys keep working.",
      "If that wasn't you, reset it now and review your API keys.",
    ],
    facts: [],
    button: { name: "Reset your password", link: "/forgot-password" },
  };
}
