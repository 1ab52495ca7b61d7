import { Chip } from "@/components/ui/chip";
import { DateTime } from "@/components/ui/date-time";
import { Table, Td, Th } from "@/components/ui/table";
import type { CheckedStripe } from "@/lib/health/last-checks";

const SHOWN = 50;

/** What differed between Stripe and the database in the last comparisons. */
export function DriftReport({ runs }: { runs: CheckedStripe[] }) {
  const rows = runs.flatMap(({ id, startedAt, drift }) => drift.map((one) => ({ ...one, run: id, startedAt })));
  if (rows.length === 0) return <p className="px-4 pb-4 text-muted sm:px-5">Nothing differed.</p>;
  return (
    <>
      <Table caption="Drift">
        <thead>
          <tr>
            <Th>Difference</Th>
            <Th>Healed</Th>
            <Th className="hidden sm:table-cell">Found</Th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, SHOWN).map(({ run, object, id, what, healed, startedAt }) => (
            <tr key={`${run}${object}${id}${what}`}>
              <Td className="break-words">
                {what}
                <code className="block break-all text-[12.5px] text-faint">
                  {object} {id}
                </code>
              </Td>
              <Td>{healed ? <Chip tone="good">Healed</Chip> : <Chip tone="bad">Not healed</Chip>}</Td>
              <Td className="hidden whitespace-nowrap text-muted sm:table-cell">
                <DateTime at={startedAt} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      {rows.length > SHOWN ? (
        <p className="px-4 py-3 text-[13px] text-muted sm:px-5">
          The first {SHOWN} of {rows.length}. <code>npm run stripe:reconcile</code> lists them all.
        </p>
      ) : null}
    </>
  );
}
