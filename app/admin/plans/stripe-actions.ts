"use server";

import { z } from "zod";
import { catalogueChanged } from "@/app/catalogue-changed";
import type { PushPreview } from "@/components/admin/catalogue/push-words";
import type { StripeOutcome } from "@/components/admin/catalogue/stripe-comparison";
import { archivalSentence } from "@/components/admin/catalogue-refusals";
import { formatCredits } from "@/components/ui/credits";
import { adminActor } from "@/lib/auth/admin-actor";
import { requireAdmin } from "@/lib/auth/guards";
import { requireRecentIdentity } from "@/lib/auth/require-recent-identity";
import { findCatalogueDrift } from "@/lib/billing/reconcile/catalogue-drift";
import { previewPush } from "@/lib/catalog/preview-push";
import { pushByAdmin } from "@/lib/catalog/push-by-admin";
import { now } from "@/lib/clock";
import { services } from "@/lib/services";
import { whenStripeAnswers } from "@/lib/stripe/when-stripe-answers";

const AWAY = "Stripe could not be reached or refused the request. The log has the reason. Try again in a moment.";

/** Compares every product and price with Stripe. Changes nothing. */
export async function compareCatalogue(): Promise<StripeOutcome> {
  requireRecentIdentity(await requireAdmin(), "/admin/plans");
  const { database, stripe } = services();
  const found = await whenStripeAnswers(() => findCatalogueDrift(database.prisma, stripe));
  if ("ok" in found) return { ok: false, sentence: AWAY, drift: [] };
  const drift = found.drift.map(({ itemId, id, what }) => ({ itemId, id, what }));
  const compared = `${formatCredits(found.checked)} products and prices were compared`;
  return {
    ok: true,
    sentence: drift.length === 0 ? `${compared}. All match.` : `${compared}. ${formatCredits(drift.length)} differ.`,
    drift,
  };
}

const scopeSchema = z.union([z.literal("all"), z.object({ kind: z.enum(["plan", "pack"]), id: z.uuid() })]);

/** What a push would change in Stripe. Changes nothing. */
export async function previewPushOf(scope: unknown): Promise<PushPreview> {
  requireRecentIdentity(await requireAdmin(), "/admin/plans");
  const read = scopeSchema.safeParse(scope);
  if (!read.success) return { ok: false, sentence: archivalSentence("unknown") };
  const { database, stripe } = services();
  const changes = await whenStripeAnswers(() => previewPush(database.prisma, stripe, read.data));
  return "ok" in changes ? { ok: false, sentence: AWAY } : { ok: true, changes };
}

/** Pushes everything on sale to Stripe: what is missing there is created, and names and descriptions are updated. */
export async function pushCatalogue(): Promise<StripeOutcome> {
  const admin = await requireAdmin();
  requireRecentIdentity(admin, "/admin/plans");
  const [actor, at] = [await adminActor(admin), await now()];
  const pushed = await whenStripeAnswers(() => pushByAdmin(services(), actor, "all", at));
  catalogueChanged();
  if ("ok" in pushed) return { ok: false, sentence: AWAY, drift: [] };
  const { pricesCreated, pricesRetired } = pushed;
  const compared = await compareCatalogue();
  const figures = `${formatCredits(pricesCreated)} prices created, ${formatCredits(pricesRetired)} archived.`;
  return { ...compared, sentence: `${figures} ${compared.sentence}` };
}
