import type { ContentOf, Letter } from "@/lib/notify/types";
import { credits } from "@/lib/notify/words";

export function referralRewarded({ role, credits: amount }: ContentOf<"referral_rewarded">): Letter {
  return {
    subject: role === "referrer" ? `${credits(amount)} for your referral` : `${credits(amount)} for being referred`,
    paragraphs: [
      role === "referrer"
        ? `Someone you invited has paid for the first time, so we added ${credits(amount)} to your balance. Thank you.`
        : `You were invited and have paid for the first time, so we added ${credits(amount)} to your balance.`,
    ],
    facts: [],
    button: { name: "See your credits", link: "/credits" },
  };
}
