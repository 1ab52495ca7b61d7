import type { Metadata } from "next";
import type { ReactNode } from "react";
import { requireAdmin } from "@/lib/auth/guards";

export const metadata: Metadata = {
  title: { default: "Admin", template: "%s · Refill admin" },
  robots: { index: false },
};

/** To everyone but admins there is nothing here. Pages and actions below check for themselves as well. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  await requireAdmin();
  return <div className="wrap grid grid-cols-1 gap-4 pt-8 pb-8">{children}</div>;
}
