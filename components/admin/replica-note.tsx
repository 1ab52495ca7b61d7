import { ageWords } from "@/components/admin/health/words";
import { DateTime } from "@/components/ui/date-time";

type ReplicaNoteProps = {
  /** How far behind the primary the reader of the page was at the most; null if it was the primary. */
  behindMs: number | null;
  now: Date;
};

/** How old a page is that was read from a replica; nothing for one that was read from the primary. */
export function ReplicaNote({ behindMs, now }: ReplicaNoteProps) {
  if (behindMs === null) return null;
  return (
    <>
      {" "}
      Read from a replica as of <DateTime at={new Date(now.getTime() - behindMs)} show="time" />,{" "}
      {behindWords(behindMs)}.
    </>
  );
}

/** 4 s behind. */
export function behindWords(behindMs: number): string {
  return behindMs < 1_000 ? "less than 1 s behind" : `${ageWords(behindMs / 1_000)} behind`;
}
