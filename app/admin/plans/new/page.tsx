import { adminTitle } from "@/app/admin/admin-title";
import { savePlan } from "@/app/admin/plans/actions";
import { PlanForm } from "@/components/admin/plan-form";
import { currencyOf } from "@/components/pricing/offer";
import { BackLink } from "@/components/ui/back-link";
import { PageHeader } from "@/components/ui/page-header";
import { requireAdmin } from "@/lib/auth/guards";
import { requireRecentIdentity } from "@/lib/auth/require-recent-identity";
import { listAllFeatures } from "@/lib/catalog/features";
import { listAllPacks, listAllPlans } from "@/lib/catalog/queries";
import { database } from "@/lib/db";

export const generateMetadata = adminTitle("New plan");

export default async function NewPlanPage() {
  requireRecentIdentity(await requireAdmin(), "/admin/plans/new");
  const db = database().prisma;
  const currency = currencyOf(await listAllPlans(db), await listAllPacks(db));
  return (
    <>
      <BackLink href="/admin/plans">Plans and packs</BackLink>
      <PageHeader title="New plan">It goes on sale as soon as you save it.</PageHeader>
      <PlanForm plan={null} currency={currency} features={await listAllFeatures(db)} action={savePlan} />
    </>
  );
}
