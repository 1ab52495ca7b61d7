import type { ContentOf, Letter } from "@/lib/notify/types";
import { credits } from "@/lib/notify/words";

export function referralRewarded({ role, credits: amount }: ContentOf<"referral_rewarded">): Letter {
  return {
    subject: `${credits(amount)} for ${role === "referrer" ? "your invitation" : "coming by invitation"}`,
    paragraphs: [
      role === "referrer"
        ? `Someone you invited has paid for the first time, so we added ${credits(amount)} to your balance. Thank you.`
        : `You came by invitation and have paid for the first time, so we added ${credits(amount)} to your balance.`,
    ],
    facts: [],
    button: { name: "See your credits", link: "/credits" },
  };
}
