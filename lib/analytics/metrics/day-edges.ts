import { DAY_MS } from "@/lib/time";

/** Stretches of time, as two lists for unnest. */
export type Edges = { from: Date[]; until: Date[] };

/**
 * Where sums by UTC day do not fit between these ascending moments. A day is counted whole where its noon is; between each
 * moment and the midnight nearest to it are the quarters of an hour that are counted elsewhere than the noon of their day.
 */
export function edgesOf(moments: readonly Date[]): Edges {
  const edges = new Map(
    moments.map((moment) => {
      const time = moment.getTime();
      const midnight = Math.ceil(time / DAY_MS - 0.5) * DAY_MS;
      return [time, { from: new Date(Math.min(time, midnight)), until: new Date(Math.max(time, midnight)) }] as const;
    }),
  );
  const some = [...edges.values()].filter(({ from, until }) => from < until);
  return { from: some.map(({ from }) => from), until: some.map(({ until }) => until) };
}
