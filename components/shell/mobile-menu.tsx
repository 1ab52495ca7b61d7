"use client";

import { Menu as MenuIcon } from "lucide-react";
import type { Section } from "@/components/shell/sections";
import { Menu, MenuLink } from "@/components/ui/menu";

/** The sections in a menu, on narrow screens. */
export function MobileMenu({ sections }: { sections: Section[] }) {
  return (
    <div className="md:hidden">
      <Menu
        trigger={
          <button
            type="button"
            aria-label="Sections"
            className="focus-ring -mr-2 grid size-9 place-items-center rounded-control text-muted hover:bg-sunken"
          >
            <MenuIcon className="size-5" />
          </button>
        }
      >
        {sections.map((section) => (
          <MenuLink key={section.href} href={section.href}>
            {section.name}
          </MenuLink>
        ))}
      </Menu>
    </div>
  );
}
