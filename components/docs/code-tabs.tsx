"use client";

import type { ReactNode } from "react";
import { CopyButton } from "@/components/docs/copy-button";
import { chooseLanguage, useLanguage } from "@/components/docs/language-store";
import { cx } from "@/components/ui/cx";

type CodeTabsProps = { label: string; languages: { name: string; code: ReactNode }[] };

/** The same request in several languages; a choice applies to the whole page. */
export function CodeTabs({ label, languages }: CodeTabsProps) {
  const language = useLanguage();
  const shown = languages.find(({ name }) => name === language) ?? languages[0];
  return (
    <figure className="min-w-0 overflow-hidden rounded-card border border-line bg-sunken">
      <figcaption className="flex h-10 items-center justify-between gap-3 border-line border-b pr-1.5 pl-2">
        <span className="sr-only">{label}</span>
        <span className="flex h-full gap-1">
          {languages.map(({ name }) => (
            <button
              key={name}
              type="button"
              aria-pressed={name === shown?.name}
              onClick={() => chooseLanguage(name)}
              className={cx(
                "focus-ring -mb-px border-transparent border-b-2 px-2 font-medium text-muted text-xs hover:text-ink focus-visible:-outline-offset-2",
                name === shown?.name && "border-accent text-ink",
              )}
            >
              {name}
            </button>
          ))}
        </span>
        <CopyButton label={`Copy ${label}`} />
      </figcaption>
      {languages.map(({ name, code }) => (
        <div key={name} hidden={name !== shown?.name}>
          {code}
        </div>
      ))}
    </figure>
  );
}
