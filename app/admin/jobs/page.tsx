import { adminTitle } from "@/app/admin/admin-title";
import { dropJob, retryJob } from "@/app/admin/jobs/actions";
import { DepthTable } from "@/components/admin/jobs/depth-table";
import { JobFilters } from "@/components/admin/jobs/job-filters";
import { JobTable } from "@/components/admin/jobs/job-table";
import { parseJobsQuery } from "@/components/admin/jobs/jobs-query";
import { ScheduleTable } from "@/components/admin/jobs/schedule-table";
import { Card, CardHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { requireAdmin } from "@/lib/auth/guards";
import { database } from "@/lib/db";
import { listJobs, queueDepth } from "@/lib/jobs/queue/queue-queries";
import { readSchedule } from "@/lib/jobs/queue/schedule";
import { taskWords } from "@/lib/jobs/queue/task-words";

export const generateMetadata = adminTitle("Jobs");

const PAGE_SIZE = 25;

export default async function AdminJobsPage({ searchParams }: PageProps<"/admin/jobs">) {
  await requireAdmin();
  const { sql } = database();
  const { cursor, ...filter } = parseJobsQuery(await searchParams);
  const [depth, jobs, schedule] = await Promise.all([
    queueDepth(sql),
    listJobs(sql, filter, { cursor, limit: PAGE_SIZE }),
    // The worker schedules by the machine's time, not by a moved local clock.
    readSchedule(sql, new Date()),
  ]);
  const narrowed = filter.state !== undefined || filter.task !== undefined;
  return (
    <>
      <PageHeader title="Jobs">
        Background work. A job that fails is retried with growing pauses, and is listed as failed when no attempt is
        left.
      </PageHeader>
      <Card aria-label="Queue">
        <CardHead title="Queue" />
        {depth.length > 0 ? (
          <DepthTable depth={depth} />
        ) : (
          <EmptyState title="The queue is empty.">Jobs are removed when they are done.</EmptyState>
        )}
      </Card>
      <Card aria-label="Jobs">
        <CardHead
          title="Jobs"
          action={
            <JobFilters
              query={filter}
              tasks={[...new Set([...depth.map(({ task }) => task), ...(filter.task ? [filter.task] : [])])].map(
                (task) => ({ task, name: taskWords(task) }),
              )}
            />
          }
        />
        {jobs.data.length > 0 ? (
          <JobTable jobs={jobs.data} verbs={{ retry: retryJob, drop: dropJob }} />
        ) : (
          <EmptyState title={narrowed ? "No job matches." : "Nothing waits."}>
            {narrowed ? "Change the filter." : "Every job is done."}
          </EmptyState>
        )}
        <Pager pathname="/admin/jobs" query={filter} cursor={cursor} nextCursor={jobs.nextCursor} />
      </Card>
      <Card aria-label="Schedule">
        <CardHead title="Schedule" />
        <ScheduleTable schedule={schedule} />
      </Card>
    </>
  );
}
