import { adminTitle } from "@/app/admin/admin-title";
import { saveMeter } from "@/app/admin/rate-card/actions";
import { MeterForm } from "@/components/admin/rate-card/meter-form";
import { BackLink } from "@/components/ui/back-link";
import { PageHeader } from "@/components/ui/page-header";
import { requireAdmin } from "@/lib/auth/guards";
import { requireRecentIdentity } from "@/lib/auth/require-recent-identity";
import { DEFAULT_CURRENCY } from "@/lib/format/currencies";

export const generateMetadata = adminTitle("New meter");

export default async function NewMeterPage() {
  requireRecentIdentity(await requireAdmin(), "/admin/rate-card/new");
  return (
    <>
      <BackLink href="/admin/rate-card">Rate card</BackLink>
      <PageHeader title="New meter">It takes spends as soon as you save it.</PageHeader>
      <MeterForm meter={null} currency={DEFAULT_CURRENCY} action={saveMeter} />
    </>
  );
}
