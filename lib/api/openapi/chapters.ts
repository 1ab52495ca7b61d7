import type { Definition } from "@/lib/api/http/definition";
import type { Tag } from "@/lib/api/openapi/types";

/** A chapter of the reference, which is a tag of the OpenAPI document, and its endpoints in their order. */
export type Chapter = Tag & { endpoints: readonly Definition[] };

/** The chapters of the reference, in order, with the folders of lib/api/endpoints that each is made of. */
const CHAPTERS: (Tag & { resources: string[] })[] = [
  {
    name: "Authentication",
    description: "Bearer tokens for people, API keys for programs.",
    resources: ["auth", "api-keys"],
  },
  {
    name: "Accounts",
    description: "Export an account's data, and refer to accounts by your own ids.",
    resources: ["accounts"],
  },
  {
    name: "Spending",
    description: "Spend credits exactly once, even when requests are retried.",
    resources: ["spending"],
  },
  {
    name: "Holds",
    description: "Reserve credits while work is in progress, then capture what it cost.",
    resources: ["holds"],
  },
  {
    name: "Balance",
    description: "How many credits are left, what they consist of, and how the balance came about.",
    resources: ["balance"],
  },
  { name: "Usage", description: "Credits spent, by day and by meter.", resources: ["usage"] },
  {
    name: "Plans and packs",
    description: "List what is on sale, subscribe, and buy credits.",
    resources: ["plans", "subscription", "packs", "auto-topup"],
  },
  {
    name: "Entitlements",
    description: "Check and count the use of features that plans limit.",
    resources: ["entitlements"],
  },
  {
    name: "Referrals and promo codes",
    description: "Credits for referring customers and for promo codes.",
    resources: ["referral", "promo-codes"],
  },
  { name: "Billing", description: "Payments, invoices and the customer portal.", resources: ["billing"] },
  {
    name: "Administration",
    description: "What the admin pages do, for programs: users, credits, money and the audit log.",
    resources: [
      "admin-users",
      "admin-accounts",
      "admin-plans",
      "admin-payments",
      "admin-webhook-events",
      "admin-webhook-endpoints",
      "admin-metrics",
      "admin-audit",
      "admin-exports",
    ],
  },
  { name: "OpenAPI", description: "This reference in machine-readable form.", resources: ["openapi"] },
];

/** The endpoints by chapter. A resource that no chapter names becomes a chapter, after the others. */
export function endpointsByChapter(resources: Readonly<Record<string, readonly Definition[]>>): Chapter[] {
  const named = new Set(CHAPTERS.flatMap((chapter) => chapter.resources));
  const others = Object.keys(resources).filter((resource) => !named.has(resource));
  return [...CHAPTERS, ...others.map((resource) => ({ name: titleOf(resource), resources: [resource] }))]
    .map(({ resources: folders, ...tag }) => ({ ...tag, endpoints: folders.flatMap((name) => resources[name] ?? []) }))
    .filter(({ endpoints }) => endpoints.length > 0);
}

function titleOf(resource: string): string {
  return resource.charAt(0).toUpperCase() + resource.slice(1).replaceAll("-", " ");
}
