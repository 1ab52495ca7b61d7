import type { Metadata } from "next";
import { PackForm } from "@/components/admin/pack-form";
import { PageHeader } from "@/components/ui/page-header";
import { requireAdmin } from "@/lib/auth/guards";

export const metadata: Metadata = { title: "New pack" };

export default async function NewPackPage() {
  await requireAdmin();
  return (
    <>
      <PageHeader title="New pack">It is on sale as soon as it is saved.</PageHeader>
      <PackForm pack={null} />
    </>
  );
}
