import { JobActions, type JobVerbs } from "@/components/admin/jobs/job-actions";
import { JobStateChip } from "@/components/admin/jobs/job-state";
import { DateTime } from "@/components/ui/date-time";
import { Table, Td, Th } from "@/components/ui/table";
import type { QueuedJob } from "@/lib/jobs/queue/queue-queries";
import { taskWords } from "@/lib/jobs/queue/task-words";

/** Jobs with their errors, and what can be done about them. */
export function JobTable({ jobs, verbs }: { jobs: QueuedJob[]; verbs: JobVerbs }) {
  return (
    <Table caption="Jobs">
      <thead>
        <tr>
          <Th>Job</Th>
          <Th number className="hidden sm:table-cell">
            Attempts
          </Th>
          <Th className="hidden md:table-cell">Next run</Th>
          <Th>
            <span className="sr-only">Actions</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {jobs.map((job) => (
          <tr key={job.id} data-job={job.key ?? job.id}>
            <Td>
              <span className="flex flex-wrap items-center gap-2 font-medium">
                {taskWords(job.task)} <JobStateChip state={job.state} />
              </span>
              {job.key ? <code className="block break-all text-[12.5px] text-faint">{job.key}</code> : null}
              {job.error ? <span className="mt-0.5 block break-words text-[13px] text-danger">{job.error}</span> : null}
            </Td>
            <Td number className="hidden sm:table-cell">
              {job.attempts} of {job.maxAttempts}
            </Td>
            <Td className="hidden whitespace-nowrap text-muted md:table-cell">
              <NextRun job={job} />
            </Td>
            <Td className="w-px">
              {job.lockedAt ? null : <JobActions id={job.id} name={taskWords(job.task)} verbs={verbs} />}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function NextRun({ job: { state, runAt, lockedAt } }: { job: QueuedJob }) {
  if (lockedAt) {
    return (
      <>
        since <DateTime at={lockedAt} />
      </>
    );
  }
  return state === "failed" ? <span className="text-faint">none</span> : <DateTime at={runAt} />;
}
