import { adminTitle } from "@/app/admin/admin-title";
import { savePack } from "@/app/admin/plans/actions";
import { PackForm } from "@/components/admin/pack-form";
import { currencyOf } from "@/components/pricing/offer";
import { BackLink } from "@/components/ui/back-link";
import { PageHeader } from "@/components/ui/page-header";
import { requireAdmin } from "@/lib/auth/guards";
import { requireRecentIdentity } from "@/lib/auth/require-recent-identity";
import { listAllPacks, listAllPlans } from "@/lib/catalog/queries";
import { planRates } from "@/lib/catalog/undercut-plans";
import { database } from "@/lib/db";

export const generateMetadata = adminTitle("New pack");

export default async function NewPackPage() {
  requireRecentIdentity(await requireAdmin(), "/admin/plans/packs/new");
  const db = database().prisma;
  const plans = await listAllPlans(db);
  const currency = currencyOf(plans, await listAllPacks(db));
  return (
    <>
      <BackLink href="/admin/plans">Plans and packs</BackLink>
      <PageHeader title="New pack">It goes on sale as soon as you save it.</PageHeader>
      <PackForm pack={null} currency={currency} rates={planRates(plans)} action={savePack} />
    </>
  );
}
