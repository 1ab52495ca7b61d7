import { adminTitle } from "@/app/admin/admin-title";
import { savePromoCode, setCodeArchived } from "@/app/admin/promo-codes/actions";
import { pageNow } from "@/app/viewer";
import { PromoCodeCreator } from "@/components/admin/promo-code-creator";
import { PromoCodeList } from "@/components/admin/promo-code-list";
import { Card, CardHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { requireAdmin } from "@/lib/auth/guards";
import { listPromoCodes } from "@/lib/billing/promo-codes/queries";
import { database } from "@/lib/db";

export const generateMetadata = adminTitle("Promo codes");

export default async function AdminPromoCodesPage() {
  await requireAdmin();
  const codes = await listPromoCodes(database().prisma);
  return (
    <>
      <PageHeader title="Promo codes">
        Codes that give each person credits once. The credits of a code cannot be changed: archive it and create
        another.
      </PageHeader>
      <PromoCodeCreator action={savePromoCode} />
      <Card aria-label="Promo codes" className="mt-4">
        <CardHead title="Codes" />
        {codes.length > 0 ? (
          <PromoCodeList codes={codes} now={await pageNow()} setArchived={setCodeArchived} />
        ) : (
          <EmptyState title="There are no codes yet.">Create one above.</EmptyState>
        )}
      </Card>
    </>
  );
}
