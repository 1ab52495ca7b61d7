import { notFound } from "next/navigation";
import { z } from "zod";
import { adminTitle } from "@/app/admin/admin-title";
import { cancelMove, moveSubscribers } from "@/app/admin/plans/[id]/move-actions";
import { savePlan } from "@/app/admin/plans/actions";
import { checkPrice, linkPrice } from "@/app/admin/plans/link-actions";
import { VersionMoveCard } from "@/components/admin/catalogue/version-move-card";
import { VersionMoves } from "@/components/admin/catalogue/version-moves";
import { LinkStripePrice } from "@/components/admin/link-stripe-price";
import { PlanForm } from "@/components/admin/plan-form";
import { planFormValues } from "@/components/admin/plan-form-values";
import { currencyOf } from "@/components/pricing/offer";
import { BackLink } from "@/components/ui/back-link";
import { PageHeader } from "@/components/ui/page-header";
import { requireAdmin } from "@/lib/auth/guards";
import { requireRecentIdentity } from "@/lib/auth/require-recent-identity";
import { listVersionMoves } from "@/lib/billing/plans/version-moves/list-version-moves";
import { previewVersionMove } from "@/lib/billing/plans/version-moves/preview-version-move";
import { listAllFeatures } from "@/lib/catalog/features";
import { findPlan, listAllPlans } from "@/lib/catalog/queries";
import { database } from "@/lib/db";

export const generateMetadata = adminTitle("Edit plan");

export default async function EditPlanPage({ params }: PageProps<"/admin/plans/[id]">) {
  const admin = await requireAdmin();
  const { id } = await params;
  requireRecentIdentity(admin, `/admin/plans/${id}`);
  if (!z.uuid().safeParse(id).success) notFound();
  const db = database().prisma;
  const [plan, plans, move, moves, features] = await Promise.all([
    findPlan(db, id),
    listAllPlans(db),
    previewVersionMove(database(), id),
    listVersionMoves(database().sql, id),
    listAllFeatures(db),
  ]);
  if (!plan) notFound();
  const currency = plan.prices[0]?.currency ?? currencyOf(plans);
  return (
    <>
      <BackLink href="/admin/plans">Plans and packs</BackLink>
      <PageHeader title={`Edit ${plan.name}`}>Version {plan.version} is on sale now.</PageHeader>
      <PlanForm
        plan={{ id, version: plan.version, values: planFormValues(plan, currency), isFree: plan.isFree }}
        currency={currency}
        features={features}
        action={savePlan}
      />
      {plan.isFree ? null : <LinkStripePrice kind="plan" id={id} actions={{ check: checkPrice, link: linkPrice }} />}
      {move ? (
        <VersionMoveCard
          planId={id}
          planKey={plan.key}
          preview={move}
          moves={moves}
          features={features}
          action={moveSubscribers}
        />
      ) : null}
      <VersionMoves moves={moves} cancel={cancelMove} />
    </>
  );
}
