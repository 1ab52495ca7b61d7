"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { STATE_NAMES } from "@/components/admin/jobs/job-state";
import type { JobsQuery } from "@/components/admin/jobs/jobs-query";
import { cx } from "@/components/ui/cx";
import { Select } from "@/components/ui/select";

const ALL = "all";

type JobFiltersProps = { query: JobsQuery; tasks: { task: string; name: string }[] };

/** Narrows the jobs by state and task, in the address. */
export function JobFilters({ query, tasks }: JobFiltersProps) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const narrow = (change: { state?: string; task?: string }) => {
    const entries = Object.entries({ state: query.state, task: query.task, ...change });
    const kept = entries.flatMap(([name, value]) => (value && value !== ALL ? [[name, value]] : []));
    startTransition(() => router.replace(`/admin/jobs?${new URLSearchParams(kept)}` as Route, { scroll: false }));
  };
  const states = Object.entries(STATE_NAMES).map(([value, label]) => ({ value, label }));
  return (
    <div className={cx("flex flex-wrap gap-2", pending && "opacity-60")} aria-busy={pending}>
      <Select
        aria-label="State"
        className="w-36"
        value={query.state ?? ALL}
        onChange={(state) => narrow({ state })}
        choices={[{ value: ALL, label: "Every state" }, ...states]}
      />
      <Select
        aria-label="Task"
        className="w-60"
        value={query.task ?? ALL}
        onChange={(task) => narrow({ task })}
        choices={[
          { value: ALL, label: "Every task" },
          ...tasks.map(({ task, name }) => ({ value: task, label: name })),
        ]}
      />
    </div>
  );
}
