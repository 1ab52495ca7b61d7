import { z } from "zod";
import { isTimeZone } from "@/lib/analytics/time-zones";
import { define } from "@/lib/api/http/definition";
import { creditTotal, dayOrMoment, time } from "@/lib/api/http/schemas";

const GROUPS = ["day", "meter"] as const;

export const getUsageEndpoint = define({
  method: "GET",
  path: "/api/v1/usage",
  summary: "Get the usage",
  description:
    "What was spent, less what was given back, by calendar days of `timezone`. `from` is inclusive, `to` exclusive, at most 366 days; without them `daily` and `byMeter` are of the last 30 days and `total` is of all time. `groupBy` leaves out what it does not name.",
  access: "credits:read",
  query: z.object({
    from: dayOrMoment.optional().meta({ description: "The first day, or moment." }),
    to: dayOrMoment.optional().meta({ description: "The day, or moment, that it ends before." }),
    groupBy: z
      .string()
      .default("day,meter")
      .transform((names) => names.split(",").map((name) => name.trim()))
      .pipe(z.array(z.enum(GROUPS, "Give day, meter or day,meter.")))
      .meta({ description: "`day`, `meter`, or both with a comma between." }),
    timezone: z
      .string()
      .max(64)
      .refine(isTimeZone, "Give the name of a time zone, such as Europe/Berlin.")
      .default("UTC")
      .meta({ description: "An IANA name, in its own case; decides where a day begins." }),
  }),
  success: {
    status: 200,
    schema: z.object({
      today: creditTotal,
      thisMonth: creditTotal,
      total: creditTotal,
      daily: z.array(z.object({ date: z.iso.date(), credits: creditTotal })).optional(),
      byMeter: z.array(z.object({ meter: z.string().nullable(), credits: creditTotal })).optional(),
      forecast: z.object({
        runsOutAt: time.nullable().meta({
          description: "At the pace of the last 14 days; null when nothing was spent or a refill comes before.",
        }),
      }),
    }),
  },
  example: {
    answer: {
      today: 5,
      thisMonth: 120,
      total: 480,
      daily: [
        { date: "2026-11-23", credits: 40 },
        { date: "2026-11-24", credits: 5 },
      ],
      byMeter: [{ meter: null, credits: 45 }],
      forecast: { runsOutAt: "2026-12-03T14:00:00.000Z" },
    },
  },
});
