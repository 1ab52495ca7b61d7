"use client";

import { Menu as MenuIcon } from "lucide-react";
import Link from "next/link";
import { menuLine } from "@/components/shell/menu-style";
import type { Section } from "@/components/shell/sections";
import { LinkPending } from "@/components/ui/link-pending";
import { Popover } from "@/components/ui/popover";

/** The sections in a menu, on narrow screens. */
export function MobileMenu({ sections }: { sections: Section[] }) {
  return (
    <div className="md:hidden">
      <Popover
        title="Sections"
        className="w-56 p-1.5"
        trigger={
          <button
            type="button"
            aria-label="Sections"
            className="focus-ring -mr-2 grid size-9 place-items-center rounded-control text-muted hover:bg-sunken"
          >
            <MenuIcon aria-hidden className="size-5" />
          </button>
        }
      >
        <nav aria-label="Menu">
          {sections.map((section) => (
            <Link key={section.href} href={section.href} className={menuLine}>
              {section.name}
              <LinkPending />
            </Link>
          ))}
        </nav>
      </Popover>
    </div>
  );
}
