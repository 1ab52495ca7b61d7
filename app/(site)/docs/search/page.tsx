import type { Metadata } from "next";
import { index, navigation } from "@/app/(site)/docs/guides";
import { DocsFrame } from "@/components/docs/docs-frame";
import { searchDocs } from "@/components/docs/search/search-docs";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";

export const metadata: Metadata = { title: "Search the documentation", robots: { index: false } };

/** The search without JavaScript, and its results under an address. */
export default async function DocsSearchPage({ searchParams }: PageProps<"/docs/search">) {
  const { q } = await searchParams;
  const text = ([q].flat()[0] ?? "").slice(0, 255);
  const found = searchDocs(index(), text);
  return (
    <DocsFrame groups={navigation()}>
      <div className="grid max-w-[740px] grid-cols-1 gap-6">
        <PageHeader title="Search the documentation" />
        <search>
          <form className="flex gap-2">
            <Input
              type="search"
              name="q"
              defaultValue={text}
              maxLength={255}
              aria-label="Search guides, endpoints and errors"
            />
            <Button type="submit" look="primary">
              Search
            </Button>
          </form>
        </search>
        {text.trim() !== "" && found.length === 0 ? (
          <EmptyState title="Nothing was found.">
            Try another word, such as “hold” or “insufficient_credits”.
          </EmptyState>
        ) : null}
        {found.length > 0 ? (
          <ul className="divide-y divide-line rounded-card border border-line bg-surface">
            {found.map(({ href, title, detail }) => (
              <li key={href} className="relative px-4 py-3 hover:bg-sunken sm:px-5">
                <a href={href} className="focus-ring rounded-md font-medium after:absolute after:inset-0">
                  {title}
                </a>
                <p className="wrap-anywhere text-[13px] text-muted">{detail}</p>
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </DocsFrame>
  );
}
