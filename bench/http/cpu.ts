import { existsSync, readFileSync } from "node:fs";
import type { Candidate } from "@/bench/measure";

/** A candidate that also measures the processor time of a process. */
export type Metered = {
  candidate: Candidate;
  /** Milliseconds per operation, over all rounds; null where the system does not report it. */
  cpuMs: () => number | null;
};

/** Processor time measures the cost of work independently of other load on the machine. */
export function metered(pid: number, candidate: Candidate): Metered {
  let spentMs = 0;
  let count = 0;
  return {
    candidate: async (callers, seconds) => {
      const before = cpuMsOf(pid);
      const figures = await candidate(callers, seconds);
      spentMs += cpuMsOf(pid) - before;
      count += figures.count;
      return figures;
    },
    cpuMs: () => (spentMs > 0 ? spentMs / count : null),
  };
}

// Linux counts in hundredths of a second, user and system time in the 14th and 15th field:
// https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
function cpuMsOf(pid: number): number {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return 0;
  // The second field is a name in parentheses, which may have spaces.
  const fields = readFileSync(file, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
