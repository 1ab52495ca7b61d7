import type { Route } from "next";

export type Section = {
  href: Route;
  name: string;
  /** In the bar only on wide screens; the menu and the footer always have it. */
  minor?: true;
};

const PRICING: Section = { href: "/pricing", name: "Pricing" };
const DOCS: Section = { href: "/docs", name: "Docs" };

/** What a visitor's menu has besides the sections. */
export const SIGN_IN: Section = { href: "/signin", name: "Sign in" };

/** The sections this user can open from the bar. */
export function sectionsFor(user: { role: "USER" | "ADMIN" } | null): Section[] {
  if (!user) return [PRICING, { href: "/calculator", name: "Calculator" }, DOCS];
  const own: Section[] = [
    { href: "/dashboard", name: "Dashboard" },
    { href: "/credits", name: "Credits" },
    { href: "/usage", name: "Usage" },
    { href: "/billing", name: "Billing" },
    { href: "/playground", name: "Playground", minor: true },
    PRICING,
    { ...DOCS, minor: true },
  ];
  return user.role === "ADMIN" ? [...own, { href: "/admin", name: "Admin" }] : own;
}
