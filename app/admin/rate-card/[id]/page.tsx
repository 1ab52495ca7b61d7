import { notFound } from "next/navigation";
import { adminTitle } from "@/app/admin/admin-title";
import { saveMeter } from "@/app/admin/rate-card/actions";
import { MeterForm } from "@/components/admin/rate-card/meter-form";
import { MeterVersions } from "@/components/admin/rate-card/meter-versions";
import { meterFormValues } from "@/components/admin/rate-card/meter-words";
import { BackLink } from "@/components/ui/back-link";
import { Card, CardHead } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { requireAdmin } from "@/lib/auth/guards";
import { requireRecentIdentity } from "@/lib/auth/require-recent-identity";
import { listMeterVersions } from "@/lib/catalog/list-meter-versions";
import { database } from "@/lib/db";
import { DEFAULT_CURRENCY } from "@/lib/format/currencies";
import { preciseMoneyText } from "@/lib/format/precise-money";
import { isUuid } from "@/lib/is-uuid";

export const generateMetadata = adminTitle("Edit meter");

export default async function EditMeterPage({ params }: PageProps<"/admin/rate-card/[id]">) {
  const admin = await requireAdmin();
  const { id } = await params;
  requireRecentIdentity(admin, `/admin/rate-card/${id}`);
  const versions = isUuid(id) ? await listMeterVersions(database().prisma, id) : [];
  const [meter] = versions;
  if (!meter) notFound();
  const cost = meter.cost ? preciseMoneyText(meter.cost.micros, meter.cost.currency) : "";
  return (
    <>
      <BackLink href="/admin/rate-card">Rate card</BackLink>
      <PageHeader title={`Edit ${meter.name}`}>Spends are charged by version {meter.version} now.</PageHeader>
      <MeterForm
        meter={{ id, version: meter.version, values: meterFormValues(meter, cost) }}
        currency={meter.cost?.currency ?? DEFAULT_CURRENCY}
        action={saveMeter}
      />
      <Card aria-label="Versions">
        <CardHead title="Versions" />
        <MeterVersions versions={versions} />
      </Card>
    </>
  );
}
