import type { TextReport } from "@/components/playground/analyse-text";
import type { ToolRun } from "@/components/playground/tool-run";
import { LinkButton } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { creditsText, formatCredits } from "@/components/ui/credits";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";

/** The tool's result and its cost, or why it did not run. */
export function ToolOutcome({ run, pending }: { run: ToolRun; pending: boolean }) {
  return (
    <section
      aria-label="Result"
      aria-live="polite"
      aria-busy={pending}
      className="min-h-64 rounded-card border border-line bg-surface"
    >
      {pending ? <Waiting /> : <Outcome run={run} />}
    </section>
  );
}

function Outcome({ run }: { run: ToolRun }) {
  switch (run.state) {
    case "fresh":
      return (
        <EmptyState title="No runs yet.">
          The result and its cost appear here. If you do not have enough credits, nothing is charged.
        </EmptyState>
      );
    case "invalid":
      return (
        <Notice tone="warn" className="m-5">
          {run.sentence}
        </Notice>
      );
    case "insufficient":
      return (
        <Notice
          tone="bad"
          className="m-5"
          action={
            <LinkButton href="/credits?next=%2Fplayground#packs" look="primary" size="small">
              Buy credits
            </LinkButton>
          }
        >
          This costs {creditsText(run.required)} and you have {formatCredits(run.available)} available. Nothing was
          charged.
        </Notice>
      );
    case "done":
      return <Report run={run} report={run.report} />;
  }
}

function Report({ run, report }: { run: Extract<ToolRun, { state: "done" }>; report: TextReport }) {
  const facts = [
    ["Words", formatCredits(report.words)],
    ["Sentences", formatCredits(report.sentences)],
    ["Paragraphs", formatCredits(report.paragraphs)],
    ["Characters", formatCredits(report.characters)],
    ["Words per sentence", formatCredits(report.averageSentenceWords)],
    ["Reading time", `${formatCredits(report.readingMinutes)} min`],
  ];
  return (
    <div className="grid gap-5 p-5">
      <div className="flex flex-wrap items-center gap-2">
        <Chip tone="good">Cost {creditsText(run.cost)}</Chip>
        <span className="text-muted">{formatCredits(run.available)} left</span>
        {run.replayed ? <span className="text-faint">· same run as before, charged once</span> : null}
      </div>
      <div>
        <h2 className="mb-2 font-semibold text-base">Summary</h2>
        {report.summary.length === 0 ? (
          <p className="text-muted">The text has too few sentences to summarize.</p>
        ) : null}
        {report.summary.map((sentence) => (
          <p key={sentence} className="mb-2 leading-relaxed">
            {sentence}
          </p>
        ))}
      </div>
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-control border border-line bg-line sm:grid-cols-3">
        {facts.map(([name, value]) => (
          <div key={name} className="bg-surface px-3.5 py-2.5">
            <dt className="text-[12.5px] text-faint">{name}</dt>
            <dd className="font-medium">{value}</dd>
          </div>
        ))}
      </dl>
      {report.keywords.length > 0 ? (
        <ul aria-label="Most frequent words" className="flex flex-wrap gap-1.5">
          {report.keywords.map(({ word, count }) => (
            <li key={word}>
              <Chip>
                {word} <span className="text-faint">{formatCredits(count)}</span>
              </Chip>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function Waiting() {
  return (
    <div className="grid gap-3 p-5">
      <Skeleton className="h-5 w-24" />
      <Skeleton className="h-4 w-full" />
      <Skeleton className="h-4 w-11/12" />
      <Skeleton className="h-4 w-3/4" />
      <Skeleton className="mt-2 h-24 w-full" />
    </div>
  );
}
