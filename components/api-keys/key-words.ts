import type { KeyScope } from "@/lib/auth/api-keys/scopes";

/** What each scope of an API key lets a program do. */
export const scopeWords: Record<KeyScope, { name: string; hint: string }> = {
  "credits:read": { name: "Read credits", hint: "Balance, history, holds and usage." },
  "credits:spend": { name: "Spend credits", hint: "Spends and holds, with your credits." },
  "billing:read": { name: "Read billing", hint: "Your plan, invoices and payments." },
  "billing:write": { name: "Change billing", hint: "Subscribe, change or cancel the plan, and buy credits." },
  "credits:refund": { name: "Refund spends", hint: "Undo spends, holds and counted uses. Service keys only." },
  "admin:*": { name: "Admin API", hint: "Everything below /api/v1/admin." },
  "accounts:*": { name: "Service key", hint: "Acts on any account, for a backend that charges for its work." },
};

/** How long a new key can work. */
export const lifetimes = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "1 year" },
  { value: "", label: "No expiry" },
];

export const keyWords = {
  lead: "Let your programs read and spend your credits over HTTP. Treat a key like a password.",
  once: "Copy this key now. For your security it is not shown again.",
  empty: "You have no API keys.",
  revoke: "Requests with it are refused within a second. This cannot be undone.",
};
