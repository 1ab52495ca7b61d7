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

/**
 * The processor time that a process has used so far, in milliseconds, with `ended` that of its children that have ended too; 0
 * where the system does not report it. Linux counts in hundredths of a second, user and system time in the 14th and 15th field,
 * those of the children after them: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
export function cpuMsOf(pid: number, { ended = false } = {}): number {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return 0;
  // The second field is a name in parentheses, which may have spaces.
  const fields = readFileSync(file, "utf8").split(") ")[1]?.split(" ") ?? [];
  return fields.slice(11, ended ? 15 : 13).reduce((sum, field) => sum + Number(field), 0) * 10;
}
