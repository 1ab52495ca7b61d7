import { fitsPhone } from "@/components/admin/on-phone";
import { RowLink } from "@/components/admin/row-link";
import { formatCredits } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import { Table, Td, Th } from "@/components/ui/table";
import type { TaskDepth } from "@/lib/jobs/queue/queue-queries";
import { taskWords } from "@/lib/jobs/queue/task-words";

/** How many jobs of each kind there are, by state. */
export function DepthTable({ depth }: { depth: TaskDepth[] }) {
  return (
    <Table caption="Queue depth by task">
      <thead>
        <tr>
          <Th>Task</Th>
          <Th number>Waiting</Th>
          <Th number className="max-sm:hidden">
            Running
          </Th>
          <Th number className="max-sm:hidden">
            Retrying
          </Th>
          <Th number>Failed</Th>
          <Th number className="max-sm:hidden">
            Scheduled
          </Th>
          <Th className="hidden md:table-cell">Waiting since</Th>
        </tr>
      </thead>
      <tbody>
        {depth.map((row) => (
          <tr key={row.task}>
            <Td className={fitsPhone}>
              <RowLink href={`/admin/jobs?task=${encodeURIComponent(row.task)}`}>{taskWords(row.task)}</RowLink>
              <span className="block text-[12.5px] text-faint sm:hidden">{othersText(row)}</span>
            </Td>
            <Td number>{formatCredits(row.waiting)}</Td>
            <Td number className="max-sm:hidden">
              {formatCredits(row.running)}
            </Td>
            <Td number className="max-sm:hidden">
              {formatCredits(row.retrying)}
            </Td>
            <Td number className={row.failed > 0 ? "font-medium text-danger" : ""}>
              {formatCredits(row.failed)}
            </Td>
            <Td number className="max-sm:hidden">
              {formatCredits(row.scheduled)}
            </Td>
            <Td className="hidden whitespace-nowrap text-muted md:table-cell">
              {row.waitingSince ? <DateTime at={row.waitingSince} /> : <span className="text-faint">none</span>}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** 1 running, 2 scheduled: what a phone has no columns for. */
function othersText({ running, retrying, scheduled }: TaskDepth): string {
  const others = [
    [running, "running"],
    [retrying, "retrying"],
    [scheduled, "scheduled"],
  ] as const;
  return others
    .filter(([count]) => count > 0)
    .map(([count, state]) => `${formatCredits(count)} ${state}`)
    .join(", ");
}
