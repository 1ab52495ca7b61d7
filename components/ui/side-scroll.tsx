"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";

/** Scrolls sideways by touch and wheel, and by keyboard when the content overflows. */
export function SideScroll({ label, children }: { label: string; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  // Until it is measured, and without scripts, it may.
  const [overflows, setOverflows] = useState(true);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const watch = new ResizeObserver(() => setOverflows(element.scrollWidth > element.clientWidth));
    watch.observe(element);
    for (const child of element.children) watch.observe(child);
    return () => watch.disconnect();
  }, []);
  return (
    // Relative, so that what is hidden off-screen for screen readers is clipped here and widens no page.
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form.
    <div
      ref={box}
      role="group"
      aria-label={label}
      tabIndex={overflows ? 0 : undefined}
      className="focus-ring relative overflow-x-auto rounded-card [scrollbar-width:thin] focus-visible:-outline-offset-2"
    >
      {children}
    </div>
  );
}
