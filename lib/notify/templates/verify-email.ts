import type { ContentOf, Letter } from "@/lib/notify/types";
import { credits } from "@/lib/notify/words";

export function verifyEmail({ link, credits: amount }: ContentOf<"verify_email">): Letter {
  return {
    subject: "Verify your email address",
    paragraphs: [
      amount > 0n
        ? `Verify this address to get ${credits(amount)} every month.`
        : "Verify this address to finish setting up your account.",
      "The link works once, within 24 hours, in any browser.",
      "If you didn't create an account with Refill, ignore this email. We will not send you another.",
    ],
    facts: [],
    button: { name: "Verify email address", link },
  };
}
