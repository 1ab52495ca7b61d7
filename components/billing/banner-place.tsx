"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

/** Where the banner stands; not on the page that is making the payment good just now. */
export function BannerPlace({ children }: { children: ReactNode }) {
  if (usePathname() === "/billing/card-updated") return null;
  return <div className="wrap pt-4">{children}</div>;
}
