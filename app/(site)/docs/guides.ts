import "server-only";
import { cache } from "react";
import type { GuideLink } from "@/components/docs/docs-frame";
import { guideGroups } from "@/components/docs/guides/all-guides";
import type { Guide, GuideFacts } from "@/components/docs/guides/guide";
import { docsIndex } from "@/components/docs/search/docs-index";
import { apiDocument } from "@/lib/api/openapi/api-document";
import { env } from "@/lib/env";

function guideFacts(): GuideFacts {
  const settings = env();
  return {
    origin: new URL(settings.APP_URL).origin,
    requestsPerMinute: settings.API_RATE_LIMIT_PER_MINUTE,
    serviceRequestsPerMinute: settings.API_RATE_LIMIT_PER_MINUTE_SERVICE,
    anonymousRequestsPerMinute: settings.ANONYMOUS_RATE_LIMIT_PER_MINUTE,
    purchasesPerHour: settings.PURCHASE_LIMIT_PER_HOUR,
    refundsPerHour: settings.REFUND_LIMIT_PER_HOUR,
    holdsPerHour: settings.HOLD_LIMIT_PER_HOUR,
    streamsPerAccount: settings.API_STREAMS_PER_ACCOUNT,
    graceHours: settings.PLAN_GRACE_HOURS,
    cancelsNow: settings.CANCEL_NOW,
  };
}

/** The guides of this installation in their groups. */
export const groups = cache(() => guideGroups(guideFacts()));

/** The same in one list, in reading order. */
export const guides = cache(() => groups().flatMap((group) => group.guides));

/** What their navigation shows of them. */
export function navigation() {
  return groups().map(({ name, guides: members }) => ({ name, guides: members.map(linkOf) }));
}

/** What the search looks through. */
export const index = cache(() => docsIndex(guides(), apiDocument(new URL(env().APP_URL).origin)));

function linkOf({ slug, title, sections }: Guide): GuideLink {
  return { slug, title, sections: sections.map((section) => ({ id: section.id, title: section.title })) };
}
