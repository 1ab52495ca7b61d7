"use client";

import { useEffect, useRef, useState } from "react";
import { SETTINGS_GROUPS } from "@/components/account/settings-words";
import { cx } from "@/components/ui/cx";

const ids = Object.keys(SETTINGS_GROUPS);

/**
 * Links to the groups of the settings page. It stays in view: beside the groups, or on narrow screens as a row under the
 * bar that scrolls sideways. The group being read is marked.
 */
export function SettingsNav() {
  const [here, setHere] = useState<string | null>(null);
  const row = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => {
        const seen = entries.findLast(({ isIntersecting }) => isIntersecting);
        if (seen) setHere(seen.target.id);
      },
      // A line a third down the window: exactly one group is on it.
      { rootMargin: "-33% 0px -67% 0px" },
    );
    for (const id of ids) {
      const group = document.getElementById(id);
      if (group) observer.observe(group);
    }
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (here === null || !row.current) return;
    const link = row.current.querySelector<HTMLElement>(`[href="#${here}"]`);
    if (link) row.current.scrollTo({ left: link.offsetLeft - row.current.clientWidth / 3 });
  }, [here]);
  return (
    <nav
      aria-label="Settings"
      className="sticky top-14 z-20 -mx-4 border-line border-b bg-bg px-2 md:-mx-6 md:px-4 lg:top-20 lg:mx-0 lg:border-0 lg:px-0"
    >
      <ul
        ref={row}
        className="relative flex gap-x-1 overflow-x-auto py-1.5 [scrollbar-width:none] lg:-ml-2.5 lg:flex-col lg:py-2"
      >
        {Object.entries(SETTINGS_GROUPS).map(([id, name]) => (
          <li key={id} className="shrink-0">
            <a
              href={`#${id}`}
              aria-current={here === id ? "true" : undefined}
              className={cx(
                "focus-ring block rounded-control px-2.5 py-1.5 focus-visible:-outline-offset-2",
                here === id ? "bg-sunken font-medium text-ink" : "text-muted hover:text-ink",
              )}
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
