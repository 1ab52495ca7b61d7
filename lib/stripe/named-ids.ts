import { z } from "zod";
import { own } from "@/lib/own";

/** The ids of other objects in an event's object; null where it has none. */
export type NamedIds = { subscriptionId: string | null; invoiceId: string | null; paymentIntentId: string | null };

/**
 * Reads them from a stored event payload. Its shape depends on the endpoint's API version: since 2025-03-31 an invoice
 * names its subscription under `parent` (docs.stripe.com/changelog/basil). A schedule has a separate field for a
 * subscription that it released.
 */
export function idsNamedIn(payload: unknown): NamedIds {
  const idAt = (...path: string[]) => idOf(path.reduce(member, payload));
  const subscriptionId =
    idAt("data", "object", "parent", "subscription_details", "subscription") ??
    idAt("data", "object", "subscription") ??
    idAt("data", "object", "released_subscription");
  return {
    subscriptionId,
    invoiceId: idAt("data", "object", "invoice"),
    paymentIntentId: idAt("data", "object", "payment_intent"),
  };
}

const record = z.record(z.string(), z.unknown());

function member(value: unknown, key: string): unknown {
  const members = record.safeParse(value);
  return members.success ? own(members.data, key) : undefined;
}

const id = z.string().regex(/^[\x21-\x7e]{1,255}$/);
const reference = z.union([id, z.object({ id }).transform((expanded) => expanded.id)]);

function idOf(value: unknown): string | null {
  return reference.safeParse(value).data ?? null;
}
