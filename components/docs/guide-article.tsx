import { ArrowLeft, ArrowRight } from "lucide-react";
import { BarFigure } from "@/components/docs/bar-figure";
import { Code, CodeBlock } from "@/components/docs/code-block";
import { CodeTabs } from "@/components/docs/code-tabs";
import { type Block, type Guide, type Sample, samplesOf } from "@/components/docs/guides/guide";
import { Inline } from "@/components/docs/prose";
import { Rows } from "@/components/docs/rows";

type GuideArticleProps = { guide: Guide; before: Guide | undefined; after: Guide | undefined };

/** One guide, with the ways to the guides before and after it. */
export function GuideArticle({ guide, before, after }: GuideArticleProps) {
  return (
    <article className="max-w-[740px]">
      <header className="pb-2">
        <h1 className="font-semibold text-[32px] leading-tight tracking-[-0.03em] md:text-[40px]">{guide.title}</h1>
        <p className="mt-3 text-[17px] text-muted">{guide.summary}</p>
        {needsKey(guide) ? (
          <p className="mt-3 text-muted">
            <Inline text={WHERE_THE_KEY_IS} />
          </p>
        ) : null}
      </header>
      {guide.sections.map(({ id, title, blocks }) => (
        <section key={id} aria-labelledby={id} className="grid grid-cols-1 gap-4 pt-9 text-muted">
          <h2 id={id} className="scroll-mt-28 font-semibold text-ink text-xl tracking-[-0.015em] lg:scroll-mt-20">
            <a href={`#${id}`} className="focus-ring rounded-md hover:underline">
              {title}
            </a>
          </h2>
          {blocks.map((block) => (
            <BlockView key={JSON.stringify(block).slice(0, 120)} block={block} />
          ))}
        </section>
      ))}
      <nav aria-label="Guides before and after" className="mt-14 grid gap-3 border-line border-t pt-6 sm:grid-cols-2">
        {before ? <Neighbour guide={before} way="before" /> : <span />}
        {after ? <Neighbour guide={after} way="after" /> : null}
      </nav>
    </article>
  );
}

const WHERE_THE_KEY_IS =
  "The samples take your API key from `REFILL_API_KEY`. The [quick start](/docs/quick-start#create-a-key) creates one and sets it.";

/** Whether its samples use the key that another guide has set. */
function needsKey(guide: Guide): boolean {
  const codes = samplesOf(guide).map(({ sample }) => sample.code);
  return (
    codes.some((code) => code.includes("$REFILL_API_KEY")) && !codes.some((code) => code.includes("REFILL_API_KEY="))
  );
}

function BlockView({ block }: { block: Block }) {
  if (typeof block === "string") {
    return (
      <p className="leading-relaxed">
        <Inline text={block} />
      </p>
    );
  }
  if ("list" in block) return <Items items={block.list} />;
  if ("steps" in block) return <Items items={block.steps} numbered />;
  if ("rows" in block) return <Rows caption={block.caption} rows={block.rows} />;
  if ("bars" in block) return <BarFigure caption={block.caption} bars={block.bars} />;
  return <Samples label={block.label} samples={block.samples} />;
}

function Items({ items, numbered = false }: { items: string[]; numbered?: boolean }) {
  const List = numbered ? "ol" : "ul";
  return (
    <List className={`grid gap-1.5 pl-5 leading-relaxed marker:text-faint ${numbered ? "list-decimal" : "list-disc"}`}>
      {items.map((item) => (
        <li key={item} className="pl-1">
          <Inline text={item} />
        </li>
      ))}
    </List>
  );
}

function Samples({ label, samples }: { label: string; samples: Sample[] }) {
  const [only, ...more] = samples;
  if (!only) return null;
  if (more.length === 0)
    return <CodeBlock title={only.of ? "Response" : (only.file ?? only.language)} label={label} code={only.code} />;
  return (
    <CodeTabs
      label={label}
      languages={samples.map(({ language, code }) => ({ name: language, code: <Code code={code} /> }))}
    />
  );
}

function Neighbour({ guide, way }: { guide: Guide; way: "before" | "after" }) {
  return (
    <a
      href={`/docs/${guide.slug}`}
      className={`focus-ring grid gap-0.5 rounded-card border border-line bg-surface px-4 py-3 hover:border-line-strong ${way === "after" ? "sm:text-right" : ""}`}
    >
      <span className={`flex items-center gap-1.5 text-faint text-xs ${way === "after" ? "sm:justify-end" : ""}`}>
        {way === "before" ? <ArrowLeft aria-hidden className="size-3.5" /> : null}
        {way === "before" ? "Previous" : "Next"}
        {way === "after" ? <ArrowRight aria-hidden className="size-3.5" /> : null}
      </span>
      <span className="font-medium">{guide.title}</span>
    </a>
  );
}
