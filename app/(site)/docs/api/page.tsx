import type { Metadata } from "next";
import { objectId } from "@/components/docs/field-list";
import { INTRODUCTION, Introduction } from "@/components/docs/introduction";
import { ObjectSection } from "@/components/docs/object-section";
import { OperationSection } from "@/components/docs/operation-section";
import { type Chapter, chaptersOf, commonCodes } from "@/components/docs/reference";
import { type NavGroup, ReferenceNav } from "@/components/docs/reference-nav";
import { apiDocument } from "@/lib/api/openapi/api-document";
import { env } from "@/lib/env";

export const metadata: Metadata = {
  title: "API reference",
  description: "Every endpoint of the HTTP API: its parameters, its responses and its errors.",
};

export default function ApiReferencePage() {
  const { APP_URL, API_RATE_LIMIT_PER_MINUTE } = env();
  const { origin } = new URL(APP_URL);
  const document = apiDocument(origin);
  const chapters = chaptersOf(document);
  const common = commonCodes(document);
  const objects = Object.keys(document.components.schemas).sort();
  return (
    <div className="wrap lg:grid lg:grid-cols-[188px_minmax(0,1fr)] lg:gap-x-10">
      <ReferenceNav groups={navGroups(chapters, objects)} />
      <div className="min-w-0 pt-8 lg:pt-10">
        <header className="max-w-2xl pb-6">
          <h1 className="font-semibold text-[32px] leading-tight tracking-[-0.03em] md:text-[40px]">API reference</h1>
          <p className="mt-3 text-[17px] text-muted">
            Check, hold and spend credits from your own code. Repeating a request has no further effect, and every
            balance can be explained.
          </p>
        </header>
        <Introduction origin={origin} callsPerMinute={API_RATE_LIMIT_PER_MINUTE} commonCodes={[...common]} />
        {chapters.map(({ id, name, description, operations }) => (
          <section key={id} aria-labelledby={id} className="pt-6">
            <ChapterHead id={id} name={name} description={description} />
            {operations.map((operation) => (
              <OperationSection key={operation.operationId} operation={operation} origin={origin} common={common} />
            ))}
          </section>
        ))}
        <section aria-labelledby="objects" className="pt-6">
          <ChapterHead id="objects" name="Objects" description="The objects that responses contain." />
          {objects.map((name) => (
            <ObjectSection key={name} name={name} document={document} />
          ))}
        </section>
      </div>
    </div>
  );
}

function ChapterHead({ id, name, description }: { id: string; name: string; description?: string }) {
  return (
    <header className="pb-6">
      <h2 id={id} className="scroll-mt-28 font-semibold text-2xl tracking-[-0.02em] lg:scroll-mt-20">
        {name}
      </h2>
      {description ? <p className="mt-1 text-muted">{description}</p> : null}
    </header>
  );
}

function navGroups(chapters: Chapter[], objects: string[]): NavGroup[] {
  return [
    { name: "Introduction", links: [...INTRODUCTION] },
    ...chapters.map(({ name, operations }) => ({
      name,
      links: operations.map(({ operationId, summary, method }) => ({ id: operationId, name: summary, method })),
    })),
    { name: "Objects", links: objects.map((name) => ({ id: objectId(name), name })) },
  ];
}
