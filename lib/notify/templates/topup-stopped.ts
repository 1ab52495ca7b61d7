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
        "There is no saved card that auto top-up could charge, so it was turned off.",
        "Save a card and turn it on again.",
      );
    case "pack_gone":
      return stopped(
        "The pack that auto top-up bought is not sold any more, so it was turned off.",
        "Choose another pack and turn it on again. Nothing was charged.",
      );
    case "action_required":
      return {
        ...stopped(
          "Your bank wants you to confirm the payment of a top-up, so auto top-up was stopped.",
          "Nothing was charged yet, and the credits come as soon as you confirm it.",
        ),
        ...(content.link && { button: { name: "Confirm the payment", link: content.link } }),
      };
    case "cap_reached":
      return {
        ...stopped(
          `Auto top-up has spent what you allow it in a month, ${money(content)}, and buys nothing more for now.`,
          content.resumesAt ? `It goes on at ${moment(content.resumesAt)}.` : "It goes on next month.",
        ),
        subject: "Auto top-up has reached its limit for the month",
      };
  }
}

function stopped(...paragraphs: string[]): Letter {
  return {
    subject: "Auto top-up has stopped",
    paragraphs,
    facts: [],
    button: { name: "Look at auto top-up", link: "/settings" },
  };
}
