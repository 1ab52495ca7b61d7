import { DateTime } from "@/components/ui/date-time";
import { Table, Td, Th } from "@/components/ui/table";
import type { ScheduledTask } from "@/lib/jobs/queue/schedule";
import { taskWords } from "@/lib/jobs/queue/task-words";

/** The crontab, in UTC, with last and next runs. */
export function ScheduleTable({ schedule }: { schedule: ScheduledTask[] }) {
  return (
    <Table caption="Schedule">
      <thead>
        <tr>
          <Th>Task</Th>
          <Th className="hidden sm:table-cell">Crontab (UTC)</Th>
          <Th>Last run</Th>
          <Th>Next run</Th>
        </tr>
      </thead>
      <tbody>
        {schedule.map(({ task, pattern, lastRunAt, nextRunAt }) => (
          <tr key={task}>
            <Td>{taskWords(task)}</Td>
            <Td className="hidden whitespace-nowrap font-mono text-[13px] text-muted sm:table-cell">{pattern}</Td>
            <Td className="text-muted max-sm:min-w-28 max-sm:px-2 sm:whitespace-nowrap">
              {lastRunAt ? <DateTime at={lastRunAt} /> : "never"}
            </Td>
            <Td className="text-muted max-sm:min-w-28 max-sm:px-2 sm:whitespace-nowrap">
              {nextRunAt ? <DateTime at={nextRunAt} /> : "never"}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
