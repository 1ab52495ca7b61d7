import type { ContentOf, Letter } from "@/lib/notify/types";

export function changeEmail({ link, to }: ContentOf<"change_email">): Letter {
  return {
    subject: "Confirm your new email address",
    paragraphs: [
      `Confirm that ${to} is the new address of your Refill account. Until you do, your address does not change.`,
      "The link works once, within an hour.",
      "If you didn't ask for this, ignore this email.",
    ],
    facts: [],
    button: { name: "Confirm new address", link },
  };
}
