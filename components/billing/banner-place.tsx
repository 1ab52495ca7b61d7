"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

/** Where the banner is shown: everywhere but on the page that is retrying the payment. */
export function BannerPlace({ children }: { children: ReactNode }) {
  if (usePathname() === "/billing/card-updated") return null;
  return <div className="wrap pt-4">{children}</div>;
}
