import type { Route } from "next";

export type Section = { href: Route; name: string };

/** The sections someone can reach from the bar. */
export function sectionsFor(user: { role: "USER" | "ADMIN" } | null): Section[] {
  if (!user) return [{ href: "/pricing", name: "Pricing" }];
  const own: Section[] = [
    { href: "/dashboard", name: "Dashboard" },
    { href: "/credits", name: "Credits" },
    { href: "/billing", name: "Billing" },
    { href: "/playground", name: "Playground" },
    { href: "/pricing", name: "Pricing" },
  ];
  return user.role === "ADMIN" ? [...own, { href: "/admin/plans", name: "Admin" }] : own;
}
