import { setTimeout } from "node:timers/promises";

/** Waits until `count` more may begin. */
export type Pace = (count: number) => Promise<void>;

type Timer = { now: () => number; wait: (milliseconds: number) => Promise<void> };

const TIMER: Timer = { now: () => performance.now(), wait: (milliseconds) => setTimeout(milliseconds) };

/** At most `perSecond` on average: those that begin next wait for the time that those before them are given. */
export function paceOf(perSecond: number, { now, wait }: Timer = TIMER): Pace {
  let freeAt = Number.NEGATIVE_INFINITY;
  return async (count) => {
    const asked = now();
    const turn = Math.max(asked, freeAt);
    freeAt = turn + (1_000 * count) / perSecond;
    if (turn > asked) await wait(turn - asked);
  };
}
