import type { Metadata } from "next";
import type { ReactNode } from "react";
import { attention } from "@/app/admin/attention";
import { AdminShell } from "@/components/admin/shell";
import { AccountMark } from "@/components/ui/account-mark";
import { currentAdmin, requireAdmin } from "@/lib/auth/guards";

export async function generateMetadata(): Promise<Metadata> {
  const template = (await currentAdmin()) ? "%s · Refill admin" : "%s · Refill";
  return { title: { default: "Admin", template }, robots: { index: false } };
}

/** Everyone but admins gets "not found". The pages and actions below check as well. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const admin = await requireAdmin();
  // Not awaited: the counts are streamed, and the page does not wait for them.
  return (
    <AdminShell attention={attention()}>
      <AccountMark userId={admin.id} />
      {children}
    </AdminShell>
  );
}
