import type { ContentOf, Letter } from "@/lib/notify/types";
import { moment, money } from "@/lib/notify/words";

export function topupStopped(content: ContentOf<"topup_stopped">): Letter {
  switch (content.reason) {
    case "declined":
      return stopped(
        `Your saved card was declined ${content.declines} times in a row, so auto top-up was turned off.`,
        "Save another card and turn it on again. Nothing was charged.",
      );
    case "no_card":
      return stopped(
        "There is no saved card for auto top-up to charge, so it was turned off.",
        "Save a card and turn it on again.",
      );
    case "pack_gone":
      return stopped(
        "The pack that auto top-up bought is no longer sold, so it was turned off.",
        "Choose another pack and turn it on again. Nothing was charged.",
      );
    case "action_required":
      return {
        ...stopped(
          "Your bank needs you to confirm a top-up payment, so auto top-up was stopped.",
          "Nothing has been charged yet. We add the credits as soon as you confirm.",
        ),
        ...(content.link && { button: { name: "Confirm the payment", link: content.link } }),
      };
    case "cap_reached":
      return {
        ...stopped(
          `Auto top-up has reached your monthly limit of ${money(content)} and buys nothing more for now.`,
          content.resumesAt ? `It resumes on ${moment(content.resumesAt)}.` : "It resumes next month.",
        ),
        subject: "Auto top-up has reached its monthly limit",
      };
  }
}

function stopped(...paragraphs: string[]): Letter {
  return {
    subject: "Auto top-up has stopped",
    paragraphs,
    facts: [],
    button: { name: "Review auto top-up", link: "/settings#auto-topup" },
  };
}
