import {
  Calculator,
  CreditCard,
  Gauge,
  HeartPulse,
  Layers,
  ListChecks,
  type LucideIcon,
  ScrollText,
  Send,
  TicketPercent,
  Users,
  Webhook,
} from "lucide-react";
import type { Route } from "next";

export type AdminSection = { label: string; href: Route; icon: LucideIcon };

/** The sections of the admin sidebar, in its order. A section is here once its page exists. */
export const ADMIN_SECTIONS: AdminSection[] = [
  { label: "Overview", href: "/admin", icon: Gauge },
  { label: "Users", href: "/admin/users", icon: Users },
  { label: "Payments", href: "/admin/payments", icon: CreditCard },
  { label: "Plans and packs", href: "/admin/plans", icon: Layers },
  { label: "Rate card", href: "/admin/rate-card", icon: Calculator },
  { label: "Promo codes", href: "/admin/promo-codes", icon: TicketPercent },
  { label: "Webhooks", href: "/admin/webhooks", icon: Webhook },
  { label: "Outgoing webhooks", href: "/admin/webhook-endpoints", icon: Send },
  { label: "Jobs", href: "/admin/jobs", icon: ListChecks },
  { label: "Audit log", href: "/admin/audit", icon: ScrollText },
  { label: "Health", href: "/admin/health", icon: HeartPulse },
];

/** The section that a path belongs to: the one with the longest address that leads to it. */
export function sectionOf(pathname: string): AdminSection | null {
  const around = ADMIN_SECTIONS.filter(({ href }) => pathname === href || pathname.startsWith(`${href}/`));
  return around.sort((one, other) => other.href.length - one.href.length)[0] ?? null;
}
