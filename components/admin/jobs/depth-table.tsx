import Link from "next/link";
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
          <Th number>Running</Th>
          <Th number>Retrying</Th>
          <Th number>Failed</Th>
          <Th number>Scheduled</Th>
          <Th className="hidden md:table-cell">Waiting since</Th>
        </tr>
      </thead>
      <tbody>
        {depth.map((row) => (
          <tr key={row.task}>
            <Td>
              <Link
                href={{ pathname: "/admin/jobs", query: { task: row.task } }}
                className="focus-ring rounded-md font-medium underline decoration-line-strong underline-offset-4 hover:decoration-ink"
              >
                {taskWords(row.task)}
              </Link>
            </Td>
            <Td number>{formatCredits(row.waiting)}</Td>
            <Td number>{formatCredits(row.running)}</Td>
            <Td number>{formatCredits(row.retrying)}</Td>
            <Td number className={row.failed > 0 ? "font-medium text-danger" : ""}>
              {formatCredits(row.failed)}
            </Td>
            <Td number>{formatCredits(row.scheduled)}</Td>
            <Td className="hidden whitespace-nowrap text-muted md:table-cell">
              {row.waitingSince ? <DateTime at={row.waitingSince} /> : <span className="text-faint">none</span>}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
