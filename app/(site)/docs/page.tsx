import type { Metadata } from "next";
import Link from "next/link";
import { groups, navigation } from "@/app/(site)/docs/guides";
import { DocsFrame } from "@/components/docs/docs-frame";

export const metadata: Metadata = {
  title: "Documentation",
  description:
    "Guides to spending, holding and refunding credits from your own code, and the reference of the HTTP API.",
};

export default function DocsPage() {
  return (
    <DocsFrame groups={navigation()}>
      <header className="max-w-2xl pb-8">
        <h1 className="font-semibold text-[32px] leading-tight tracking-[-0.03em] md:text-[40px]">Documentation</h1>
        <p className="mt-3 text-[17px] text-muted">
          Spend, hold and refund credits from your own code, and understand every balance.
        </p>
      </header>
      {groups().map(({ name, guides }) => (
        <section key={name} aria-label={name} className="pb-8">
          <h2 className="mb-3 font-semibold text-base">{name}</h2>
          <ul className="grid gap-3 sm:grid-cols-2">
            {guides.map(({ slug, title, summary }) => (
              <DocCard key={slug} href={`/docs/${slug}`} title={title}>
                {summary}
              </DocCard>
            ))}
          </ul>
        </section>
      ))}
      <section aria-label="Reference" className="pb-4">
        <h2 className="mb-3 font-semibold text-base">Reference</h2>
        <ul className="grid gap-3 sm:grid-cols-2">
          <DocCard href="/docs/api" title="API reference">
            Every endpoint of the HTTP API: its parameters, its responses and its errors.
          </DocCard>
        </ul>
      </section>
    </DocsFrame>
  );
}

function DocCard({ href, title, children }: { href: `/docs/${string}`; title: string; children: string }) {
  return (
    <li className="relative grid content-start gap-1 rounded-card sm:only:col-span-2 border border-line bg-surface px-4 py-4 hover:border-line-strong sm:px-5">
      <h3 className="font-medium">
        <Link
          href={href}
          prefetch={false}
          className="focus-ring rounded-md after:absolute after:inset-0 after:rounded-card"
        >
          {title}
        </Link>
      </h3>
      <p className="text-muted">{children}</p>
    </li>
  );
}
