import type { ReactNode } from "react";

export type Fact = { name: string; value: ReactNode; note?: ReactNode; bad?: boolean };

/** Figures by name. */
export function FactList({ facts }: { facts: Fact[] }) {
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-4 px-4 pb-4 sm:px-5 lg:grid-cols-4">
      {facts.map(({ name, value, note, bad }) => (
        <div key={name} className="min-w-0">
          <dt className="text-[13px] text-faint">{name}</dt>
          <dd className={bad ? "break-words font-medium text-danger" : "break-words font-medium"}>
            {value}
            {note ? <span className="block font-normal text-[12.5px] text-muted">{note}</span> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}
