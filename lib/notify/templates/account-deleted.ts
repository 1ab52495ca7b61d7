import type { Letter } from "@/lib/notify/types";

/** The last email. It also alerts an owner whose account someone else deleted. */
export function accountDeleted(): Letter {
  return {
    subject: "Your account is deleted",
    paragraphs: [
      "As you asked, we deleted your account. Your plan, API keys and credits have ended, and your data has been removed.",
      "We keep payments and your credit history for accounting, without your name and address.",
      "If you did not ask for this, someone else knew your password. Change it wherever else you use it.",
    ],
    facts: [],
    button: { name: "Go to the home page", link: "/" },
  };
}
