"use client";

import { type ReactNode, useEffect, useRef } from "react";

/**
 * A page's heading that takes the focus when it appears or changes: for pages that someone is sent to, whose place on the
 * page before is gone. Screen readers read it, and Tab continues below it.
 */
export function FocusedHeading({ className, children }: { className?: string; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another outcome is another heading.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [children]);
  return (
    <h1 ref={heading} tabIndex={-1} className={`${className ?? ""} outline-none`}>
      {children}
    </h1>
  );
}
