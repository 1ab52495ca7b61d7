"use server";

import { updateTag } from "next/cache";
import { CATALOGUE_TAG } from "@/app/catalogue";
import type { StripeOutcome } from "@/components/admin/catalogue/stripe-state";
import { formatCredits } from "@/components/ui/credits";
import { requireAdmin } from "@/lib/auth/guards";
import { requireRecentIdentity } from "@/lib/auth/require-recent-identity";
import { findCatalogueDrift } from "@/lib/billing/reconcile/catalogue-drift";
import { mendCatalogue } from "@/lib/catalog/mend-catalogue";
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
  const drift = found.drift.map(({ id, what }) => ({ id, what }));
  const compared = `${formatCredits(found.checked)} products and prices were compared`;
  return {
    ok: true,
    sentence: drift.length === 0 ? `${compared}. All match.` : `${compared}. ${formatCredits(drift.length)} differ.`,
    drift,
  };
}

/** Pushes everything on sale to Stripe: what is missing there is created, and names and descriptions are updated. */
export async function pushCatalogue(): Promise<StripeOutcome> {
  requireRecentIdentity(await requireAdmin(), "/admin/plans");
  const { database, stripe } = services();
  const at = await now();
  const pushed = await whenStripeAnswers(() => mendCatalogue(database.prisma, stripe, at));
  updateTag(CATALOGUE_TAG);
  if ("ok" in pushed) return { ok: false, sentence: AWAY, drift: [] };
  const { pricesCreated, pricesRetired } = pushed;
  const compared = await compareCatalogue();
  const figures = `${formatCredits(pricesCreated)} prices created, ${formatCredits(pricesRetired)} archived.`;
  return { ...compared, sentence: `${figures} ${compared.sentence}` };
}
