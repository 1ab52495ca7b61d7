import { Inline } from "@/components/docs/prose";

/** Two columns: a term and its explanation. */
export function Rows({ caption, rows }: { caption: string; rows: [string, string][] }) {
  return (
    <dl aria-label={caption} className="divide-y divide-line border-line border-y">
      {rows.map(([name, text]) => (
        <div key={name} className="grid gap-x-5 gap-y-0.5 py-2.5 sm:grid-cols-[150px_minmax(0,1fr)]">
          <dt className="font-medium text-ink">
            <Inline text={name} />
          </dt>
          <dd>
            <Inline text={text} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
