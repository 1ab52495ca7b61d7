import type { WebhookStatus } from "@/lib/generated/prisma/enums";
import { isUuid } from "@/lib/is-uuid";

/** The filter in the address of the inbox; invalid values are ignored. */
export type InboxQuery = {
  status?: WebhookStatus;
  type?: string;
  /** The id of a Stripe customer, or a user's e-mail address. */
  customer?: string;
  /** The id of an event or of its object. */
  id?: string;
  cursor?: string;
  /** The replay whose progress is shown. */
  replay?: string;
};

export const STATUSES = ["PENDING", "PROCESSED", "IGNORED", "FAILED"] as const;

export function parseInboxQuery(query: Record<string, string | string[] | undefined>): InboxQuery {
  const text = (name: string) => {
    const value = query[name];
    return typeof value === "string" && /^[\x21-\x7e]{1,320}$/.test(value.trim()) ? value.trim() : undefined;
  };
  const status = STATUSES.find((one) => one === query.status);
  const [type, customer, id, cursor, replay] = [
    text("type"),
    text("customer"),
    text("id"),
    text("cursor"),
    text("replay"),
  ];
  return {
    ...(status && { status }),
    ...(type && { type }),
    ...(customer && { customer }),
    ...(id && { id }),
    ...(cursor && { cursor }),
    ...(replay && isUuid(replay) && { replay }),
  };
}

/** Whether it narrows the inbox. */
export function isNarrowed({ status, type, customer, id }: InboxQuery): boolean {
  return Boolean(status ?? type ?? customer ?? id);
}
