import type { Metadata } from "next";
import { offered } from "@/app/catalogue";
import { pageNow } from "@/app/viewer";
import { AutoTopupCard } from "@/components/billing/auto-topup-card";
import { PageHeader } from "@/components/ui/page-header";
import { requireUser } from "@/lib/auth/guards";
import { readAutoTopup } from "@/lib/billing/auto-topup";
import { database } from "@/lib/db";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const user = await requireUser("/settings");
  const [{ packs }, autoTopup] = await Promise.all([
    offered(),
    readAutoTopup(database().prisma, user.id, await pageNow()),
  ]);
  return (
    <div className="wrap grid max-w-3xl grid-cols-1 gap-4 pt-8 pb-8">
      <PageHeader title="Settings">What happens by itself, and what you hear of it.</PageHeader>
      <AutoTopupCard rule={autoTopup} packs={packs} />
    </div>
  );
}
