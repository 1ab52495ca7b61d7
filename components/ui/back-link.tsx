import { ArrowLeft } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { LinkPending } from "@/components/ui/link-pending";

/** The way from the page of one thing back to the list of them, above its title. */
export function BackLink({ href, children }: { href: Route; children: string }) {
  return (
    <Link
      href={href}
      className="focus-ring inline-flex min-h-6 items-center gap-1.5 justify-self-start rounded-md text-muted hover:text-ink"
    >
      <ArrowLeft aria-hidden className="size-4" /> {children}
      <LinkPending />
    </Link>
  );
}
