import { adminTitle } from "@/app/admin/admin-title";
import { setMeterArchived } from "@/app/admin/rate-card/actions";
import { MeterList } from "@/components/admin/rate-card/meter-list";
import { LinkButton } from "@/components/ui/button";
import { Card, CardHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { requireAdmin } from "@/lib/auth/guards";
import { listAllMeters } from "@/lib/catalog/queries";
import { database } from "@/lib/db";

export const generateMetadata = adminTitle("Rate card");

export default async function RateCardPage({ searchParams }: PageProps<"/admin/rate-card">) {
  await requireAdmin();
  const [{ saved }, meters] = await Promise.all([searchParams, listAllMeters(database().prisma)]);
  return (
    <>
      <PageHeader
        title="Rate card"
        action={
          <LinkButton href="/admin/rate-card/new" look="primary">
            New meter
          </LinkButton>
        }
      >
        What your app counts while it works, and how many credits it costs. A new rate applies to new spends: each entry
        keeps the version it was charged by.
      </PageHeader>
      {typeof saved === "string" ? (
        <Notice tone="good" live>
          {saved} is saved.
        </Notice>
      ) : null}
      <Card aria-label="Meters">
        <CardHead title="Meters" />
        {meters.length > 0 ? (
          <MeterList meters={meters} setArchived={setMeterArchived} />
        ) : (
          <EmptyState title="There are no meters yet.">Without one, apps spend by amount.</EmptyState>
        )}
      </Card>
    </>
  );
}
