"use client";

import { Popover as Base } from "@base-ui/react/popover";
import type { ReactElement, ReactNode } from "react";
import { cx } from "@/components/ui/cx";

type PopoverProps = {
  /** Must be a native button or render one. */
  trigger: ReactElement;
  title: string;
  children: ReactNode;
  className?: string;
  align?: "start" | "center" | "end";
  /** Both or neither: without them it opens and closes by itself. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
};

/** A small panel anchored to its trigger. The title is for screen readers only. */
export function Popover({ trigger, title, children, className, align = "end", open, onOpenChange }: PopoverProps) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange && ((next) => onOpenChange(next))}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={8} align={align} collisionPadding={12} className="z-40">
          <Base.Popup
            className={cx(
              "popup w-80 max-w-[calc(100vw-24px)] rounded-card border border-line-strong bg-raised p-4 outline-none",
              className,
            )}
          >
            <Base.Title className="sr-only">{title}</Base.Title>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
