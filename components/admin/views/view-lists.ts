import type { Route } from "next";
import { parseAuditQuery } from "@/components/admin/audit/audit-query";
import { parsePaymentQuery } from "@/components/admin/payments/payment-query";
import { parseUserQuery } from "@/components/admin/users/user-query";
import { parseInboxQuery } from "@/components/admin/webhooks/inbox-query";
import type { SavedViewList } from "@/lib/generated/prisma/enums";

type Parameters = Record<string, string | string[] | undefined>;

export const VIEW_LISTS: Record<SavedViewList, { path: Route; parse: (query: Parameters) => Record<string, string> }> =
  {
    USERS: { path: "/admin/users", parse: parseUserQuery as (query: Parameters) => Record<string, string> },
    PAYMENTS: { path: "/admin/payments", parse: parsePaymentQuery },
    WEBHOOKS: { path: "/admin/webhooks", parse: parseInboxQuery },
    AUDIT: { path: "/admin/audit", parse: parseAuditQuery },
  };

/** The filter as a view keeps it: only what the list knows, in one order, and without the page that was open. */
export function viewQuery(list: SavedViewList, query: Parameters): string {
  const { cursor: _cursor, replay: _replay, ...filter } = VIEW_LISTS[list].parse(query);
  const kept = new URLSearchParams(filter);
  kept.sort();
  return kept.toString();
}
