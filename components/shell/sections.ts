import type { Route } from "next";

export type Section = {
  href: Route;
  name: string;
  /** In the bar only on wide screens; the footer always has it. */
  minor?: true;
};

const DOCS: Section = { href: "/docs", name: "Docs", minor: true };

/** The sections this user can open from the bar. */
export function sectionsFor(user: { role: "USER" | "ADMIN" } | null): Section[] {
  if (!user)
    return [{ href: "/pricing", name: "Pricing" }, { href: "/calculator", name: "Calculator", minor: true }, DOCS];
  const own: Section[] = [
    { href: "/dashboard", name: "Dashboard" },
    { href: "/credits", name: "Credits" },
    { href: "/usage", name: "Usage" },
    { href: "/billing", name: "Billing" },
    { href: "/playground", name: "Playground", minor: true },
    { href: "/pricing", name: "Pricing" },
    DOCS,
  ];
  return user.role === "ADMIN" ? [...own, { href: "/admin", name: "Admin" }] : own;
}
