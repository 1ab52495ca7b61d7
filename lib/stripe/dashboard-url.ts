import type { StripeMode } from "@/lib/stripe/client";

const PAGES: Record<string, string> = {
  pi: "payments",
  ch: "payments",
  py: "payments",
  in: "invoices",
  cus: "customers",
  sub: "subscriptions",
  dp: "disputes",
  du: "disputes",
  evt: "events",
  prod: "products",
  price: "prices",
};

/**
 * The page of an object in Stripe's dashboard, where a dispute can also be answered; null for an object without a page of
 * its own. With `apiBase` it is the page in the local Stripe.
 */
export function dashboardUrl(id: string, { mode, apiBase }: { mode: StripeMode; apiBase?: string }): string | null {
  const page = PAGES[id.split("_")[0] ?? ""];
  if (!page) return null;
  if (apiBase) return new URL(`/dashboard/objects/${encodeURIComponent(id)}`, apiBase).href;
  return `https://dashboard.stripe.com${mode === "test" ? "/test" : ""}/${page}/${encodeURIComponent(id)}`;
}
