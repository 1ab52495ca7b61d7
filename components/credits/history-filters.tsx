"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { entryTypeNames } from "@/components/credits/entry-words";
import type { HistoryQuery } from "@/components/credits/history-query";
import { cx } from "@/components/ui/cx";
import { Input } from "@/components/ui/field";
import { Select } from "@/components/ui/select";

/** Filters the history by type and date. The filter is in the URL, so that it can be bookmarked and shared. */
export function HistoryFilters({ query }: { query: HistoryQuery }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const narrow = (change: Partial<HistoryQuery>) => {
    const { type, from, to } = { ...query, ...change };
    const next = new URLSearchParams({ ...(type && { type }), ...(from && { from }), ...(to && { to }) });
    startTransition(() => router.replace(`/credits?${next}`, { scroll: false }));
  };
  return (
    <div
      className={cx("flex w-full flex-wrap items-center gap-2 sm:w-auto", pending && "opacity-60")}
      aria-busy={pending}
    >
      <Select
        aria-label="Type of entry"
        className="w-full sm:w-44"
        value={query.type ?? ALL}
        onChange={(value) => narrow({ type: choices.find((choice) => choice.value === value)?.type })}
        choices={choices}
      />
      <Input
        type="date"
        aria-label="From day"
        className="w-auto min-w-[126px] flex-1 sm:w-[138px] sm:flex-none"
        value={query.from ?? ""}
        max={query.to}
        onChange={(event) => narrow({ from: event.target.value })}
      />
      <span className="text-faint">to</span>
      <Input
        type="date"
        aria-label="To day"
        className="w-auto min-w-[126px] flex-1 sm:w-[138px] sm:flex-none"
        value={query.to ?? ""}
        min={query.from}
        onChange={(event) => narrow({ to: event.target.value })}
      />
    </div>
  );
}

const ALL = "ALL";

// Rare types are left out of the list; a URL that names them still works.
const listed = ["GRANT", "USAGE", "RESET", "EXPIRY", "REVERSAL", "CLAWBACK", "ADJUSTMENT"] as const;

const choices = [
  { value: ALL, label: "Everything", type: undefined },
  ...listed.map((type) => ({ value: type, label: entryTypeNames[type], type })),
];
