import { adminTitle } from "@/app/admin/admin-title";
import { saveFeature, setFeatureArchived } from "@/app/admin/plans/features/actions";
import { FeatureForm } from "@/components/admin/catalogue/feature-form";
import { FeatureList } from "@/components/admin/catalogue/feature-list";
import { BackLink } from "@/components/ui/back-link";
import { Card, CardHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { requireAdmin } from "@/lib/auth/guards";
import { listAllFeatures } from "@/lib/catalog/features";
import { database } from "@/lib/db";

export const generateMetadata = adminTitle("Features");

export default async function FeaturesPage({ searchParams }: PageProps<"/admin/plans/features">) {
  await requireAdmin();
  const [{ edit, saved }, features] = await Promise.all([searchParams, listAllFeatures(database().prisma)]);
  const feature = features.find(({ key }) => key === edit) ?? null;
  return (
    <>
      <BackLink href="/admin/plans">Plans and packs</BackLink>
      <PageHeader title="Features">
        What plans can limit. A plan's card says what its limits are, in the words of this list, and the API enforces
        them.
      </PageHeader>
      {typeof saved === "string" ? (
        <Notice tone="good" live>
          {saved} is saved.
        </Notice>
      ) : null}
      <Card aria-label="Features">
        <CardHead title="Features" />
        {features.length > 0 ? (
          <FeatureList features={features} setArchived={setFeatureArchived} />
        ) : (
          <EmptyState title="There are no features yet.">Without one, plans differ in their credits only.</EmptyState>
        )}
      </Card>
      <FeatureForm key={feature?.key ?? ""} feature={feature} action={saveFeature} />
    </>
  );
}
