"use client";

import {
  type CSSProperties,
  cloneElement,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { cx } from "@/components/ui/cx";
import { useHydrated } from "@/components/ui/use-hydrated";

type TriggerProps = { popoverTarget?: string; style?: CSSProperties };

type PopoverProps = {
  /** Must be a native button or pass its props on to one. */
  trigger: ReactElement<TriggerProps>;
  title: string;
  children: ReactNode;
  className?: string;
  align?: "start" | "end";
  /** Both or neither: without them it opens and closes by itself. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
};

/**
 * A small panel under its trigger, by the browser's own popover: it opens without JavaScript, closes on Escape or a press
 * outside, and gives the focus back. The title is for screen readers only.
 */
export function Popover({ trigger, title, children, className, align = "end", open, onOpenChange }: PopoverProps) {
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  // Before hydration the content is there for browsers without JavaScript; after it, only while it shows.
  const isContentThere = !useHydrated() || isOpen;
  // It may have been opened before the scripts ran, which then must not take its content away.
  useLayoutEffect(() => {
    if (panel.current?.matches(":popover-open")) setIsOpen(true);
  }, []);
  useEffect(() => {
    if (open === undefined || !panel.current) return;
    if (open !== panel.current.matches(":popover-open")) panel.current.togglePopover(open);
  }, [open]);
  const anchor = `--popover-${id.replaceAll(/[^\w-]/g, "")}`;
  return (
    <>
      {cloneElement(trigger, {
        popoverTarget: id,
        style: { ...trigger.props.style, anchorName: anchor } as CSSProperties,
      })}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a link is a click for the keyboard too. */}
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={title}
        data-align={align}
        style={{ positionAnchor: anchor } as CSSProperties}
        className={cx(
          "anchored w-80 max-w-[calc(100vw-24px)] rounded-card border border-line-strong bg-raised p-4 text-ink outline-none",
          className,
        )}
        onBeforeToggle={(event) => {
          if (event.target === event.currentTarget) setIsOpen(event.newState === "open");
        }}
        onToggle={(event) => {
          if (event.target === event.currentTarget) onOpenChange?.(event.newState === "open");
        }}
        onClick={closeAfterLink}
      >
        {isContentThere ? children : null}
      </div>
    </>
  );
}

/** A link inside leads to another page, while the trigger stays on it. */
function closeAfterLink(event: MouseEvent<HTMLDivElement>): void {
  if (event.target instanceof Element && event.target.closest("a")) event.currentTarget.hidePopover();
}
