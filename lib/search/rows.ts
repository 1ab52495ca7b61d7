import { shownEmail } from "@/lib/account/placeholder-email";
import { formatMoney } from "@/lib/format/money";
import type { Found } from "@/lib/search/types";

type FoundUser = { id: string; email: string; name: string | null; externalId: string | null; deletedAt: Date | null };

export function userFound({ id, email, name, externalId, deletedAt }: FoundUser): Found {
  const title = shownEmail(email) ?? externalId ?? id;
  const detail = deletedAt ? "deleted" : [name, externalId === title ? null : externalId].filter(Boolean).join(", ");
  return { kind: "user", id, pageId: id, title, detail };
}

type FoundPayment = { id: string; description: string; status: string; amountCents: number; currency: string };

export function paymentFound({ id, description, status, amountCents, currency }: FoundPayment): Found {
  const detail = `${formatMoney(amountCents, currency)}, ${words(status)}`;
  return { kind: "payment", id, pageId: id, title: description, detail };
}

type FoundSubscription = { id: string; userId: string; plan: string; status: string; email: string };

export function subscriptionFound({ id, userId, plan, status, email }: FoundSubscription): Found {
  return {
    kind: "subscription",
    id,
    pageId: userId,
    title: plan,
    detail: `${words(status)}, ${shownEmail(email) ?? userId}`,
  };
}

type FoundKey = { id: string; userId: string; name: string; prefix: string; email: string; revokedAt: Date | null };

export function keyFound({ id, userId, name, prefix, email, revokedAt }: FoundKey): Found {
  const detail = [name, revokedAt ? "revoked" : "", shownEmail(email) ?? userId].filter(Boolean).join(", ");
  return { kind: "api_key", id, pageId: userId, title: `rk_${prefix}`, detail };
}

type FoundEvent = { id: string; type: string; status: string };

export function eventFound({ id, type, status }: FoundEvent): Found {
  return { kind: "webhook_event", id, pageId: id, title: type, detail: `${words(status)}, ${id}` };
}

type FoundSold = {
  kind: "plan" | "pack" | "meter" | "promo_code";
  id: string;
  title: string;
  detail: string;
  archived: boolean;
};

export function soldFound({ archived, ...found }: FoundSold): Found {
  return { ...found, pageId: found.id, detail: [found.detail, archived ? "archived" : ""].filter(Boolean).join(", ") };
}

function words(status: string): string {
  return status.toLowerCase().replaceAll("_", " ");
}
