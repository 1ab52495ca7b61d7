"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import { cx } from "@/components/ui/cx";

type SideScrollProps = { label: string; describedBy?: string | undefined; children: ReactNode };

/** Scrolls sideways by touch and wheel, and by keyboard when the content overflows. */
export function SideScroll({ label, describedBy, children }: SideScrollProps) {
  const box = useRef<HTMLDivElement>(null);
  // Until it is measured, and without scripts, it may.
  const [overflows, setOverflows] = useState(true);
  const [hasMore, setHasMore] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => {
      setOverflows(element.scrollWidth > element.clientWidth);
      setHasMore(element.scrollLeft + element.clientWidth < element.scrollWidth - 1);
    };
    const watch = new ResizeObserver(look);
    element.addEventListener("scroll", look, { passive: true });
    watch.observe(element);
    for (const child of element.children) watch.observe(child);
    return () => {
      watch.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, []);
  return (
    // Relative, so that what is hidden off-screen for screen readers is clipped here and widens no page.
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form.
    <div
      ref={box}
      role="group"
      aria-label={label}
      aria-describedby={describedBy}
      tabIndex={overflows ? 0 : undefined}
      className={cx(
        "focus-ring relative overflow-x-auto rounded-card [scrollbar-width:thin] focus-visible:-outline-offset-2",
        // Fades out at the edge that hides more, but not the outline of what has the focus.
        hasMore &&
          "[mask-image:linear-gradient(to_right,black_calc(100%-40px),transparent)] focus-visible:[mask-image:none] has-focus-visible:[mask-image:none]",
      )}
    >
      {children}
    </div>
  );
}
