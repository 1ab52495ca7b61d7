"use client";

import { ArrowLeft, ChevronDown } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useDocsSearch } from "@/components/docs/search/use-docs-search";
import { cx } from "@/components/ui/cx";
import { SearchButton } from "@/components/ui/search-button";

export type NavGroup = { name: string; links: { id: string; name: string; method?: string }[] };

/** The navigation of the reference: a sidebar, or a menu on narrow screens. */
export function ReferenceNav({ groups }: { groups: NavGroup[] }) {
  const current = useCurrent(groups);
  const name = groups.flatMap(({ links }) => links).find(({ id }) => id === current)?.name;
  const search = useDocsSearch();
  const side = useRef<HTMLDivElement>(null);
  const folded = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const link = side.current?.querySelector<HTMLElement>(`[href="#${CSS.escape(current ?? "")}"]`);
    if (side.current && link) keepInView(side.current, link);
  }, [current]);
  return (
    <>
      <div
        ref={side}
        className="sticky top-14 hidden max-h-[calc(100dvh-56px)] content-start gap-6 self-start overflow-y-auto py-10 pr-2 pl-0.5 lg:grid"
      >
        <SearchButton look="box" {...search.button} />
        <nav aria-label="Reference">
          <GuidesLink />
          <Links groups={groups} current={current} />
        </nav>
      </div>
      <div className="-mx-4 sticky top-14 z-20 flex items-center border-line border-b bg-bg pr-2 md:-mx-6 lg:hidden">
        <details ref={folded} className="group min-w-0 flex-1">
          <summary className="focus-ring flex h-11 items-center gap-2 px-4 focus-visible:-outline-offset-2 md:px-6 [&::-webkit-details-marker]:hidden">
            <span className="text-muted">On this page</span>
            <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
            <ChevronDown aria-hidden className="size-4 text-muted transition-transform group-open:rotate-180" />
          </summary>
          <nav
            aria-label="Reference"
            className="absolute inset-x-0 top-full max-h-[70dvh] overflow-y-auto border-line border-y bg-bg px-4 py-4 md:px-6"
            onClickCapture={() => folded.current?.removeAttribute("open")}
          >
            <GuidesLink />
            <Links groups={groups} current={current} />
          </nav>
        </details>
        <SearchButton look="icon" {...search.button} />
      </div>
      {search.dialog}
    </>
  );
}

function GuidesLink() {
  return (
    <a
      href="/docs"
      className="focus-ring mb-5 flex items-center gap-1.5 rounded-md text-[13px] text-muted hover:text-ink focus-visible:-outline-offset-2"
    >
      <ArrowLeft aria-hidden className="size-3.5" /> Guides
    </a>
  );
}

function Links({ groups, current }: { groups: NavGroup[]; current: string | null }) {
  return groups.map((group) => (
    <div key={group.name} className="mb-5 last:mb-0">
      <p className="mb-1 font-semibold text-[13px]">{group.name}</p>
      <ul>
        {group.links.map(({ id, name, method }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              aria-current={id === current ? "location" : undefined}
              className={cx(
                "focus-ring flex items-baseline justify-between gap-2 border-line border-l py-1 pl-3 text-[13px] focus-visible:-outline-offset-2",
                id === current ? "border-accent font-medium text-ink" : "text-muted hover:text-ink",
              )}
            >
              {name}
              {method ? <span className="shrink-0 font-mono text-[10px] text-faint">{method}</span> : null}
            </a>
          </li>
        ))}
      </ul>
    </div>
  ));
}

/** The last heading scrolled past the top of the window. */
function useCurrent(groups: NavGroup[]): string | null {
  const [current, setCurrent] = useState(groups[0]?.links[0]?.id ?? null);
  useEffect(() => {
    const headings = groups
      .flatMap(({ links }) => links)
      .map(({ id }) => document.getElementById(id))
      .filter((heading) => heading !== null);
    let frame = 0;
    const look = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        const passed = headings.filter((heading) => heading.getBoundingClientRect().top < PASSED_AT_PX);
        setCurrent((passed.at(-1) ?? headings[0])?.id ?? null);
      });
    };
    look();
    window.addEventListener("scroll", look, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener("scroll", look);
    };
  }, [groups]);
  return current;
}

const PASSED_AT_PX = 130;

// Not scrollIntoView, which would scroll the page as well.
function keepInView(box: HTMLElement, link: HTMLElement): void {
  const outer = box.getBoundingClientRect();
  const inner = link.getBoundingClientRect();
  if (inner.top < outer.top + 40) box.scrollTop -= outer.top + 80 - inner.top;
  if (inner.bottom > outer.bottom - 40) box.scrollTop += inner.bottom - outer.bottom + 80;
}
