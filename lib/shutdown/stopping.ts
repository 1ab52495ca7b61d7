import { oncePerProcess } from "@/lib/once-per-process";

const state = oncePerProcess("stopping", () => ({ asked: false, endStreams: new Set<() => void>() }));

/** Whether this process was asked to stop. It answers requests for a while, but is not ready for more. */
export function isStopping(): boolean {
  return state().asked;
}

/** Called when the process is asked to stop. */
export function noteStopping(asked = true): void {
  state().asked = asked;
}

/** Registers streams to end at shutdown: they stay open until `end` is called, and the process must not wait for their readers. */
export function endWhenStopping(end: () => void): void {
  state().endStreams.add(end);
}

export function endStreams(): void {
  for (const end of state().endStreams) end();
}
