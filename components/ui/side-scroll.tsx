"use client";

import { ScrollArea } from "@base-ui/react/scroll-area";
import type { ReactNode } from "react";

/** Scrolls sideways by touch and wheel, and by keyboard when the content overflows. */
export function SideScroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ScrollArea.Root className="relative">
      {/* Relative, so that what is hidden off-screen for screen readers is clipped here and widens no page. */}
      <ScrollArea.Viewport
        role="group"
        aria-label={label}
        className="focus-ring relative rounded-card focus-visible:-outline-offset-2"
      >
        <ScrollArea.Content>{children}</ScrollArea.Content>
      </ScrollArea.Viewport>
      <ScrollArea.Scrollbar
        orientation="horizontal"
        className="absolute inset-x-2 bottom-0.5 flex h-1.5 rounded-full opacity-0 transition-opacity data-[hovering]:opacity-100 data-[scrolling]:opacity-100"
      >
        <ScrollArea.Thumb className="h-full rounded-full bg-[var(--control-line)]" />
      </ScrollArea.Scrollbar>
    </ScrollArea.Root>
  );
}
