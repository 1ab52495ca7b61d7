import type { Metadata } from "next";
import { offered } from "@/app/catalogue";
import { pageNow } from "@/app/viewer";
import { AutoTopupCard } from "@/components/billing/auto-topup-card";
import { NotificationCard } from "@/components/notify/notification-card";
import { PageHeader } from "@/components/ui/page-header";
import { requireUser } from "@/lib/auth/guards";
import { readAutoTopup } from "@/lib/billing/auto-topup";
import { database } from "@/lib/db";
import { notificationSettingsOf } from "@/lib/notify/queries";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const user = await requireUser("/settings");
  const db = database().prisma;
  const [{ packs }, autoTopup, notifications] = await Promise.all([
    offered(),
    readAutoTopup(db, user.id, await pageNow()),
    notificationSettingsOf(db, user.id),
  ]);
  return (
    <div className="wrap grid max-w-3xl grid-cols-1 gap-4 pt-8 pb-8">
      <PageHeader title="Settings">What happens by itself, and what you hear of it.</PageHeader>
      <AutoTopupCard rule={autoTopup} packs={packs} />
      <NotificationCard settings={notifications} email={user.email} />
    </div>
  );
}
