"use client";

import { SlidersHorizontal } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";

/** The filters of a list: on phones behind a button, so that the list itself is seen first. */
export function FilterFold({ active, children }: { active: number; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <div className="px-4 pb-4 sm:hidden">
        <Button aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
          <SlidersHorizontal aria-hidden /> Filters{active > 0 ? ` (${active})` : ""}
        </Button>
      </div>
      <div id={id} className={cx("sm:block", !open && "hidden")}>
        {children}
      </div>
    </>
  );
}
