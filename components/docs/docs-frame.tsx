"use client";

import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { useDocsSearch } from "@/components/docs/search/use-docs-search";
import { cx } from "@/components/ui/cx";
import { SearchButton } from "@/components/ui/search-button";

/** What the navigation shows of a guide. */
export type GuideLink = { slug: string; title: string; sections: { id: string; title: string }[] };

type DocsFrameProps = {
  groups: { name: string; guides: GuideLink[] }[];
  /** The slug of the guide that is shown, if any. */
  current?: string;
  children: ReactNode;
};

/** A page of the documentation beside its navigation, which is a menu on narrow screens. Works without JavaScript. */
export function DocsFrame({ groups, current, children }: DocsFrameProps) {
  const search = useDocsSearch();
  const title = groups.flatMap(({ guides }) => guides).find(({ slug }) => slug === current)?.title;
  return (
    <div className="wrap lg:grid lg:grid-cols-[204px_minmax(0,1fr)] lg:gap-x-12">
      <div className="sticky top-14 hidden max-h-[calc(100dvh-56px)] content-start gap-6 self-start overflow-y-auto py-10 pr-2 pl-0.5 lg:grid">
        <SearchButton look="box" {...search.button} />
        <nav aria-label="Documentation">
          <Links groups={groups} current={current} withSections />
        </nav>
      </div>
      <div className="-mx-4 sticky top-14 z-20 flex items-center border-line border-b bg-bg pr-2 md:-mx-6 lg:hidden">
        <details className="group min-w-0 flex-1">
          <summary className="focus-ring flex h-11 items-center gap-2 px-4 focus-visible:-outline-offset-2 md:px-6 [&::-webkit-details-marker]:hidden">
            <span className="text-muted">Guides</span>
            <span className="min-w-0 flex-1 truncate font-medium">{title}</span>
            <ChevronDown aria-hidden className="size-4 text-muted transition-transform group-open:rotate-180" />
          </summary>
          <nav
            aria-label="Documentation"
            className="absolute inset-x-0 top-full max-h-[70dvh] overflow-y-auto border-line border-y bg-bg px-4 py-4 md:px-6"
          >
            <Links groups={groups} current={current} />
          </nav>
        </details>
        <SearchButton look="icon" {...search.button} />
      </div>
      <div className="min-w-0 pt-8 pb-4 lg:pt-10">{children}</div>
      {search.dialog}
    </div>
  );
}

const REFERENCE = { name: "Reference", links: [{ href: "/docs/api", title: "API reference" }] };

type LinksProps = Pick<DocsFrameProps, "groups" | "current"> & { withSections?: boolean };

function Links({ groups, current, withSections = false }: LinksProps) {
  const all = [
    ...groups.map(({ name, guides }) => ({
      name,
      links: guides.map((guide) => ({ href: `/docs/${guide.slug}`, title: guide.title, guide })),
    })),
    { ...REFERENCE, links: REFERENCE.links.map((link) => ({ ...link, guide: null })) },
  ];
  return all.map(({ name, links }) => (
    <div key={name} className="mb-5 last:mb-0">
      <p className="mb-1 font-semibold text-[13px]">{name}</p>
      <ul>
        {links.map(({ href, title, guide }) => {
          const here = guide !== null && guide.slug === current;
          return (
            <li key={href}>
              <NavLink href={href} here={here}>
                {title}
              </NavLink>
              {here && withSections ? (
                <ul className="border-line border-l pb-1">
                  {guide.sections.map((section) => (
                    <li key={section.id}>
                      <a
                        href={`#${section.id}`}
                        className="focus-ring block py-1 pl-6 text-[13px] text-muted hover:text-ink focus-visible:-outline-offset-2"
                      >
                        {section.title}
                      </a>
                    </li>
                  ))}
                </ul>
              ) : null}
            </li>
          );
        })}
      </ul>
    </div>
  ));
}

function NavLink({ href, here, children }: { href: string; here: boolean; children: ReactNode }) {
  return (
    <a
      href={href}
      aria-current={here ? "page" : undefined}
      className={cx(
        "focus-ring block border-line border-l py-1 pl-3 text-[13px] focus-visible:-outline-offset-2",
        here ? "border-accent font-medium text-ink" : "text-muted hover:text-ink",
      )}
    >
      {children}
    </a>
  );
}
