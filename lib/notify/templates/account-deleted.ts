import type { Letter } from "@/lib/notify/types";

/** The last mail: it also tells an owner of a deletion that somebody else asked for. */
export function accountDeleted(): Letter {
  return {
    subject: "Your account is deleted",
    paragraphs: [
      "As you asked, we deleted your account. Your plan, API keys and credits have ended, and your data is removed.",
      "We keep payments and the history of your credits for bookkeeping, without your name and address.",
      "If you did not ask for this, somebody else knew your password: change it wherever else you use it.",
    ],
    facts: [],
    button: { name: "Go to the home page", link: "/" },
  };
}
