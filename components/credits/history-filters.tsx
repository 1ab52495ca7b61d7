import { entryTypeNames } from "@/components/credits/entry-words";
import type { HistoryQuery } from "@/components/credits/history-query";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/field";
import { Select } from "@/components/ui/select";

/** Filters the history by type and date: a plain form, so that a filter is an address and needs no JavaScript. */
export function HistoryFilters({ query: { type, from, to } }: { query: HistoryQuery }) {
  return (
    <form action="/credits#history" className="flex w-full flex-wrap items-center gap-2 sm:w-auto">
      <Select
        key={`type ${type}`}
        name="type"
        aria-label="Type of entry"
        className="w-full sm:w-44"
        defaultValue={type ?? EVERYTHING.value}
        choices={choices}
      />
      <Input key={`from ${from}`} type="date" name="from" aria-label="From day" className={day} defaultValue={from} />
      <span className="text-faint">to</span>
      <Input key={`to ${to}`} type="date" name="to" aria-label="To day" className={day} defaultValue={to} />
      <Button type="submit" className="w-full sm:w-auto">
        Show
      </Button>
    </form>
  );
}

const day = "w-auto min-w-[126px] flex-1 sm:w-[138px] sm:flex-none";

const EVERYTHING = { value: "", label: "Everything" };

// Rare types are left out of the list; a URL that names them still works.
const listed = ["GRANT", "USAGE", "RESET", "EXPIRY", "REVERSAL", "CLAWBACK", "ADJUSTMENT"] as const;

const choices = [EVERYTHING, ...listed.map((type) => ({ value: type, label: entryTypeNames[type] }))];
