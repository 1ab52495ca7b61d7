import { notFound } from "next/navigation";
import { adminTitle } from "@/app/admin/admin-title";
import { savePack } from "@/app/admin/plans/actions";
import { checkPrice, linkPrice } from "@/app/admin/plans/link-actions";
import { LinkStripePrice } from "@/components/admin/link-stripe-price";
import { PackForm } from "@/components/admin/pack-form";
import { packFormValues } from "@/components/admin/plan-form-values";
import { BackLink } from "@/components/ui/back-link";
import { PageHeader } from "@/components/ui/page-header";
import { requireAdmin } from "@/lib/auth/guards";
import { requireRecentIdentity } from "@/lib/auth/require-recent-identity";
import { findPack, listAllPlans } from "@/lib/catalog/queries";
import { planRates } from "@/lib/catalog/undercut-plans";
import { database } from "@/lib/db";

export const generateMetadata = adminTitle("Edit pack");

export default async function EditPackPage({ params }: PageProps<"/admin/plans/packs/[id]">) {
  const admin = await requireAdmin();
  const { id } = await params;
  requireRecentIdentity(admin, `/admin/plans/packs/${id}`);
  const [pack, plans] = await Promise.all([findPack(database().prisma, id), listAllPlans(database().prisma)]);
  if (!pack) notFound();
  return (
    <>
      <BackLink href="/admin/plans">Plans and packs</BackLink>
      <PageHeader title={`Edit ${pack.name}`}>Version {pack.version} is on sale now.</PageHeader>
      <PackForm
        pack={{ id, version: pack.version, values: packFormValues(pack) }}
        currency={pack.currency}
        rates={planRates(plans)}
        action={savePack}
      />
      <LinkStripePrice kind="pack" id={id} actions={{ check: checkPrice, link: linkPrice }} />
    </>
  );
}
