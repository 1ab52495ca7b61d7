"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { Section } from "@/components/shell/sections";
import { cx } from "@/components/ui/cx";
import { LinkPending } from "@/components/ui/link-pending";

/** The section links beside the logo, on wide screens. */
export function NavLinks({ sections }: { sections: Section[] }) {
  const pathname = usePathname();
  return (
    <nav aria-label="Sections" className="hidden items-center gap-5 md:flex">
      {sections.map((section) => {
        const here = pathname === section.href || pathname.startsWith(`${section.href}/`);
        return (
          <Link
            key={section.href}
            href={section.href}
            aria-current={here ? "page" : undefined}
            className={cx(
              "focus-ring rounded-md transition-colors hover:text-ink",
              here ? "font-medium text-ink" : "text-muted",
              section.minor && "max-lg:hidden",
            )}
          >
            {section.name}
            <LinkPending />
          </Link>
        );
      })}
    </nav>
  );
}
