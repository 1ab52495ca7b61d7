import { ExternalLink, Plus, Search, Users } from "lucide-react";
import type { Route } from "next";
import type { SearchAnswer } from "@/components/admin/search/search-answer";
import { ADMIN_SECTIONS } from "@/components/admin/sections";
import type { SearchEntry, SearchGroup } from "@/components/ui/search-dialog";
import type { Found, FoundKind } from "@/lib/search/types";

const KINDS: Record<FoundKind, { label: string; page: (id: string) => string }> = {
  user: { label: "Users", page: (id) => `/admin/users/${id}` },
  subscription: { label: "Subscriptions", page: (id) => `/admin/users/${id}` },
  payment: { label: "Payments", page: (id) => `/admin/payments/${id}` },
  webhook_event: { label: "Webhook events", page: (id) => `/admin/webhooks/${id}` },
  api_key: { label: "API keys", page: (id) => `/admin/users/${id}` },
  plan: { label: "Plans", page: (id) => `/admin/plans/${id}` },
  pack: { label: "Packs", page: (id) => `/admin/plans/packs/${id}` },
  meter: { label: "Meters", page: (id) => `/admin/rate-card/${id}` },
  promo_code: { label: "Promo codes", page: (id) => `/admin/promo-codes#${id}` },
};

const COMMANDS: SearchEntry[] = [
  ...ADMIN_SECTIONS.map(({ label, href, icon }) => ({ id: href, title: label, detail: "", href, icon })),
  { id: "new-plan", title: "New plan", detail: "", href: "/admin/plans/new", icon: Plus },
  { id: "new-pack", title: "New pack", detail: "", href: "/admin/plans/packs/new", icon: Plus },
  { id: "new-meter", title: "New meter", detail: "", href: "/admin/rate-card/new", icon: Plus },
];

/** What the search box shows for a text: sections with such a name, what was found, and where to look further. */
export function entriesFor(text: string, answer: SearchAnswer | null): SearchGroup[] {
  const wanted = text.trim();
  if (wanted === "") return [{ label: "Go to", items: COMMANDS }];
  const commands = COMMANDS.filter(({ title }) => title.toLowerCase().includes(wanted.toLowerCase()));
  return [
    { label: "Go to", items: commands },
    ...groupsOf(answer?.found ?? []),
    { label: "Stripe", items: answer?.stripeUrl ? [inStripe(answer.stripeUrl, wanted)] : [] },
    { label: "More", items: furtherFor(wanted) },
  ].filter(({ items }) => items.length > 0);
}

function groupsOf(found: readonly Found[]): SearchGroup[] {
  return Object.entries(KINDS).map(([kind, { label, page }]) => ({
    label,
    items: found
      .filter((one) => one.kind === kind)
      .map(({ id, pageId, title, detail }) => ({ id: `${kind} ${id}`, title, detail, href: page(pageId) as Route })),
  }));
}

const inStripe = (url: string, id: string): SearchEntry => ({
  ...{ id: "stripe", title: "Open in Stripe", detail: id, href: url as Route, icon: ExternalLink, external: true },
});

function furtherFor(text: string): SearchEntry[] {
  const query = (name: string) => `${new URLSearchParams({ [name]: text })}`;
  return [
    {
      ...{ id: "all-users", title: "All users that match", detail: "", icon: Users },
      href: `/admin/users?${query("search")}` as Route,
    },
    ...(text.includes("@")
      ? [
          {
            ...{ id: "all-payments", title: "Payments of this address", detail: "", icon: Search },
            href: `/admin/payments?${query("user")}` as Route,
          },
        ]
      : []),
  ];
}
