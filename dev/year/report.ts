import { z } from "zod";

/** A line from the process that makes the year. `share` is how much of it is over, from 0 to 1. */
export const reportSchema = z.union([
  z.object({ day: z.iso.datetime(), share: z.number() }),
  z.object({ error: z.string() }),
]);

export type Report = z.output<typeof reportSchema>;
