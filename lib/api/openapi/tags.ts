import type { Definition } from "@/lib/api/http/definition";
import type { Tag } from "@/lib/api/openapi/types";

/** The chapters of the reference, in its order, each with the addresses that belong to it. */
const CHAPTERS: (Tag & { paths: RegExp })[] = [
  {
    name: "Authentication",
    description: "Bearer tokens for people, API keys for programs.",
    paths: /^\/api\/v1\/(auth|api-keys)(\/|$)/,
  },
  {
    name: "Accounts",
    description: "A copy of everything on record, and the ids your app knows accounts by.",
    paths: /^\/api\/v1\/accounts?(\/|$)/,
  },
  {
    name: "Spending",
    description: "Take credits when the work is done: once, whatever the network does.",
    paths: /^\/api\/v1\/credits\/(consume|check|estimate|refunds)(\/|$)/,
  },
  {
    name: "Holds",
    description: "Set credits aside while the work runs, then capture what it really took.",
    paths: /^\/api\/v1\/credits\/holds(\/|$)/,
  },
  {
    name: "Balance",
    description: "What is left, what it is made of and how it came about.",
    paths: /^\/api\/v1\/credits(\/(explain|history|stream))?$/,
  },
  { name: "Usage", description: "What was spent, by day and by meter.", paths: /^\/api\/v1\/usage(\/|$)/ },
  {
    name: "Plans and packs",
    description: "What is sold, and buying it.",
    paths: /^\/api\/v1\/(plans|subscription|credits\/(checkout|topup|auto-topup))(\/|$)/,
  },
  {
    name: "Entitlements",
    description: "What the plan allows besides credits: check, use, give back.",
    paths: /^\/api\/v1\/entitlements(\/|$)/,
  },
  {
    name: "Invitations and codes",
    description: "Credits for bringing somebody, and for a code.",
    paths: /^\/api\/v1\/(referral|credits\/promo-codes)(\/|$)/,
  },
  { name: "Billing", description: "Payments, invoices and the customer portal.", paths: /^\/api\/v1\/billing(\/|$)/ },
  { name: "OpenAPI", description: "This reference for machines.", paths: /^\/api\/v1\/openapi\.json$/ },
];

/** The chapter an address belongs to; one that no chapter claims makes its own, after the first word of the path. */
export function tagOf({ path }: Definition): string {
  const chapter = CHAPTERS.find(({ paths }) => paths.test(path));
  if (chapter) return chapter.name;
  const word = path.split("/")[3] ?? "other";
  return word.charAt(0).toUpperCase() + word.slice(1).replaceAll("-", " ");
}

/** The chapters that these endpoints need, in the order of the reference. */
export function tagsOf(endpoints: readonly Definition[]): Tag[] {
  const used = new Set(endpoints.map(tagOf));
  const known = CHAPTERS.filter(({ name }) => used.has(name)).map(({ name, description }) => ({ name, description }));
  const others = [...used].filter((name) => !CHAPTERS.some((chapter) => chapter.name === name));
  return [...known, ...others.map((name) => ({ name }))];
}
