import type { Rounds } from "./compare";
import type { Figures } from "./measure";
import type { BenchServer } from "./server";

export type Scenario = {
  /** Its name on the command line. */
  name: string;
  title: string;
  /** Left out of a run of all: it needs the network, or takes long. */
  onlyByName?: true;
  run: (bench: Bench) => Promise<Outcome>;
};

/** What a scenario gets to work with. */
export type Bench = {
  server: BenchServer;
  quick: boolean;
  /** How long and how often to measure. */
  pace: Omit<Rounds, "callers">;
};

export type Outcome = { rows: Row[]; goals: Goal[]; facts?: Record<string, unknown> };

export type Row = {
  what: string;
  callers: number;
  /** The floor that the ratios refer to; null for a floor itself. */
  against: string | null;
  ratio: number | null;
  p99Ratio: number | null;
  /** Processor time of the server process per operation; null where it is not reported. */
  cpuMs?: number | null;
} & Figures;

export type Goal = { what: string; wanted: string; measured: number; met: boolean };

export function floorRow(what: string, callers: number, figures: Figures): Row {
  return { what, callers, against: null, ratio: null, p99Ratio: null, ...figures };
}

export function atLeast(what: string, bound: number, measured: number): Goal {
  return { what, wanted: `>= ${bound}`, measured, met: measured >= bound };
}

export function atMost(what: string, bound: number, measured: number): Goal {
  return { what, wanted: `<= ${bound}`, measured, met: measured <= bound };
}
