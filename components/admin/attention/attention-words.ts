import type { Route } from "next";
import { type Attention, type AttentionKind, MOST_COUNTED } from "@/lib/attention/read-attention";
import { numberFormat } from "@/lib/format/formats";

type Words = {
  /** The section of the sidebar that shows the count. */
  section: Route;
  href: Route;
  one: string;
  many: string;
};

const WORDS: Record<AttentionKind, Words> = {
  disputes: {
    section: "/admin/payments",
    href: "/admin/payments?needs=answer" as Route,
    one: "dispute waits for an answer",
    many: "disputes wait for an answer",
  },
  uncollected: {
    section: "/admin/payments",
    href: "/admin/payments?needs=collection" as Route,
    one: "past-due payment is not tried again",
    many: "past-due payments are not tried again",
  },
  failed_webhooks: {
    section: "/admin/webhooks",
    href: "/admin/webhooks?status=FAILED" as Route,
    one: "webhook event failed",
    many: "webhook events failed",
  },
  webhook_endpoints: {
    section: "/admin/webhook-endpoints",
    href: "/admin/webhook-endpoints",
    one: "webhook endpoint misses events",
    many: "webhook endpoints miss events",
  },
  failed_jobs: {
    section: "/admin/jobs",
    href: "/admin/jobs?state=failed" as Route,
    one: "job failed for good",
    many: "jobs failed for good",
  },
  broken_invariants: {
    section: "/admin/health",
    href: "/admin/health#ledger" as Route,
    one: "invariant of the ledger is broken",
    many: "invariants of the ledger are broken",
  },
  drift: {
    section: "/admin/health",
    href: "/admin/health#stripe" as Route,
    one: "difference with Stripe was not healed",
    many: "differences with Stripe were not healed",
  },
  catalogue_drift: {
    section: "/admin/plans",
    href: "/admin/health#stripe" as Route,
    one: "product or price differs in Stripe",
    many: "products and prices differ in Stripe",
  },
  not_pushed: {
    section: "/admin/plans",
    href: "/admin/plans",
    one: "plan or pack is not in Stripe yet",
    many: "plans and packs are not in Stripe yet",
  },
};

/** "3 webhook events failed", and where they are listed. */
export function attentionWords({ kind, count }: Attention): { href: Route; count: string; what: string } {
  const { href, one, many } = WORDS[kind];
  return { href, count: countText(count), what: count === 1 ? one : many };
}

/** How much needs a person in a section of the sidebar, or in all of them; null when nothing does. */
export function countIn(section: Route | "all", attention: readonly Attention[]): string | null {
  const here = attention.filter(({ kind }) => section === "all" || WORDS[kind].section === section);
  return here.length === 0 ? null : countText(here.reduce((sum, { count }) => sum + count, 0));
}

function countText(count: number): string {
  return count >= MOST_COUNTED ? `${numberFormat({}).format(MOST_COUNTED)}+` : String(count);
}
