import type { Actor } from "@/lib/audit";
import { comparePrice } from "@/lib/catalog/adoption/compare-price";
import { linkPack } from "@/lib/catalog/adoption/link-pack";
import { linkPlan } from "@/lib/catalog/adoption/link-plan";
import { ownersOf } from "@/lib/catalog/adoption/owners-of";
import type { Links } from "@/lib/catalog/adoption/read-links";
import { pushOrDefer } from "@/lib/catalog/push-or-defer";
import { pushPack } from "@/lib/catalog/push-pack";
import { pushPlan } from "@/lib/catalog/push-plan";
import { findPack, findPlan } from "@/lib/catalog/queries";
import type { Db } from "@/lib/db";
import type { Services } from "@/lib/services";
import { fetchPriceToLink, type PriceToLink } from "@/lib/stripe/price-to-link";

export type LinkRequest = { kind: "plan" | "pack"; id: string; stripePriceId: string };

type NotLinked =
  | { ok: false; reason: "unknown_item" }
  /** Each sentence names one difference and its fix. */
  | { ok: false; reason: "price_does_not_fit"; sentences: string[] };

export type CheckedLink = { ok: true; price: PriceToLink; isLinked: boolean } | NotLinked;
export type LinkedPrice = { ok: true; price: PriceToLink; changed: boolean; pushed: boolean } | NotLinked;

/** Whether an existing Stripe price can sell a plan or a pack. Changes nothing. Throws when Stripe cannot be reached. */
export async function checkStripePrice(
  { database: { prisma: db }, stripe }: Services,
  request: LinkRequest,
): Promise<CheckedLink> {
  const item = await readItem(db, request);
  if (!item) return { ok: false, reason: "unknown_item" };
  const { stripePriceId } = request;
  const price = await fetchPriceToLink(stripe, stripePriceId);
  const interval = item.kind === "pack" ? null : intervalOf(price);
  const amount = item.amounts[interval ?? "once"];
  const sentences =
    price && amount === undefined
      ? [`${stripePriceId} is charged every ${interval}, but ${item.name} has no such price. Add it, then link it.`]
      : comparePrice(stripePriceId, { item: item.name, amountCents: 0, currency: "", ...amount, interval }, price);
  if (!price || sentences.length > 0) return { ok: false, reason: "price_does_not_fit", sentences };
  const owners = await ownersOf(db, linksOf(request, price));
  const other = owners.find(({ kind, itemId }) => kind !== request.kind || itemId !== request.id);
  if (other) return { ok: false, reason: "price_does_not_fit", sentences: [other.sentence] };
  return { ok: true, price, isLinked: owners.some(({ stripeId }) => stripeId === stripePriceId) };
}

/**
 * Links an existing Stripe price to a plan or a pack, which sells it from then on. Stripe's price and product are not
 * changed. Missing prices of the plan are created on the same product. Throws when Stripe cannot be read.
 */
export async function linkStripePrice(
  services: Services,
  actor: Actor,
  request: LinkRequest,
  now: Date,
): Promise<LinkedPrice> {
  const checked = await checkStripePrice(services, request);
  if (!checked.ok) return checked;
  const { database, stripe } = services;
  const { kind, id } = request;
  const links = linksOf(request, checked.price);
  const linked = await database.transaction((db) =>
    kind === "plan" ? linkPlan(db, actor, { planId: id, links }, now) : linkPack(db, actor, { packId: id, links }, now),
  );
  if (!linked.ok) return { ok: false, reason: "price_does_not_fit", sentences: [linked.sentence] };
  const push = () =>
    kind === "plan" ? pushPlan(database.prisma, stripe, id, now) : pushPack(database.prisma, stripe, id);
  const { pushed } = await pushOrDefer(push);
  return { ok: true, price: checked.price, changed: linked.changed, pushed };
}

type Amount = { amountCents: number; currency: string };
type Item = {
  kind: "plan" | "pack";
  /** "the plan basic". */
  name: string;
  amounts: Partial<Record<string, Amount>>;
};

async function readItem(db: Db, { kind, id }: LinkRequest): Promise<Item | null> {
  if (kind === "pack") {
    const pack = await findPack(db, id);
    return pack && { kind, name: `the pack ${pack.key}`, amounts: { once: pack } };
  }
  const plan = await findPlan(db, id);
  if (!plan) return null;
  const amounts = Object.fromEntries(plan.prices.map((price) => [price.interval.toLowerCase(), price]));
  return { kind, name: `the plan ${plan.key}`, amounts };
}

/** A plan's price is compared with the one it has for the same interval; one that fits neither, with the monthly one. */
function intervalOf(price: PriceToLink | null): "month" | "year" {
  return price?.every?.interval === "year" ? "year" : "month";
}

function linksOf({ kind, stripePriceId }: LinkRequest, price: PriceToLink): Links {
  const interval = kind === "pack" ? null : intervalOf(price);
  return { productId: price.productId, prices: [{ interval, stripePriceId }] };
}
