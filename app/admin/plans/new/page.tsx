import type { Metadata } from "next";
import { PlanForm } from "@/components/admin/plan-form";
import { PageHeader } from "@/components/ui/page-header";
import { requireAdmin } from "@/lib/auth/guards";

export const metadata: Metadata = { title: "New plan" };

export default async function NewPlanPage() {
  await requireAdmin();
  return (
    <>
      <PageHeader title="New plan">It is on sale as soon as it is saved.</PageHeader>
      <PlanForm plan={null} audience={null} />
    </>
  );
}
