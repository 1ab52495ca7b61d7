import { fork } from "node:child_process";
import { once } from "node:events";
import { benchSettings } from "../settings";

/** What the child is to refill: all that is due, or so many of it one by one. Or how many people it is to sign up. */
export type Order = { now: string; oneByOne?: number; signUps?: number };

export type Refilled = { windows: number; seconds: number };

export type Refiller = {
  pid: number;
  /** Creates users as a sign-up does, but for their password. */
  signUp: (count: number, now: Date) => Promise<void>;
  refill: (order: Order) => Promise<Refilled>;
  stop: () => void;
};

/** A process that refills what is due, as a worker does: at the usual pace, or as fast as it can. */
export function startRefiller(databaseUrl: string, pace: "usual" | "fastest"): Refiller {
  const child = fork("bench/refills/refiller.ts", {
    execArgv: ["--import", "tsx"],
    env: {
      ...process.env,
      ...benchSettings(databaseUrl),
      ...(pace === "fastest" && { REFILLS_PER_SECOND: "1000000000" }),
    },
  });
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`The process that refills ended early (${code}).`);
  });
  // It may end while nobody waits for it.
  ended.catch(() => undefined);
  const obey = async (order: Order) => {
    child.send(order);
    const [refilled] = await Promise.race([once(child, "message"), ended]);
    return refilled as Refilled;
  };
  return {
    pid: child.pid ?? 0,
    refill: obey,
    signUp: async (count, now) => {
      await obey({ now: now.toISOString(), signUps: count });
    },
    stop: () => child.disconnect(),
  };
}
