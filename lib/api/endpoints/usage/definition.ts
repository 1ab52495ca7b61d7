import { z } from "zod";
import { isTimeZone } from "@/lib/analytics/time-zones";
import { chargeFields } from "@/lib/api/endpoints/spending/charge";
import { dimensionFields } from "@/lib/api/endpoints/spending/dimensions";
import { define } from "@/lib/api/http/definition";
import { creditTotal, dayOrMoment, idempotencyKey, text, time } from "@/lib/api/http/schemas";

const GROUPS = ["day", "meter", "subject", "model", "project", "run", "tag"] as const;

/** The same credits by one dimension; null for spends that do not name it. */
const by = <Name extends string>(name: Name) =>
  z
    .array(
      z.object({ [name]: z.string().nullable(), credits: creditTotal } as Record<Name, z.ZodNullable<z.ZodString>> & {
        credits: typeof creditTotal;
      }),
    )
    .optional();

export const getUsageEndpoint = define({
  method: "GET",
  path: "/api/v1/usage",
  summary: "Get usage",
  description:
    "Credits spent, minus refunds, by calendar day in `timezone`. `from` is inclusive and `to` exclusive; a range can have at most 366 days. Without a range, `daily` and `byMeter` cover the last 30 days, and `total` covers all time. The response has only the groups that `groupBy` names. A spend of several meters counts for each with its share. `meter`, `subject`, `model`, `project`, `run` and `tag` count only the spends that name all of these values; `total` is then of the days. The forecast is always of all spends.",
  access: "credits:read",
  query: z.object({
    from: dayOrMoment.optional().meta({ description: "The first day, or time." }),
    to: dayOrMoment.optional().meta({ description: "The day, or time, before which the range ends." }),
    groupBy: z
      .string()
      .default("day,meter")
      .transform((names) => names.split(",").map((name) => name.trim()))
      .pipe(z.array(z.enum(GROUPS, `Must be of ${GROUPS.join(", ")}, separated by commas.`)))
      .meta({ description: `Of ${GROUPS.map((name) => `\`${name}\``).join(", ")}, separated by commas.` }),
    meter: text(100)
      .min(1, "Must not be empty.")
      .optional()
      .meta({ description: "Only what was spent on this meter." }),
    subject: dimensionFields.subject.meta({ description: "Only spends for this subject." }),
    model: dimensionFields.model.meta({ description: "Only spends of this model." }),
    project: dimensionFields.project.meta({ description: "Only spends for this project." }),
    run: dimensionFields.run.meta({ description: "Only spends of this run." }),
    tag: dimensionFields.run.meta({ description: "Only spends with this tag, among others." }),
    timezone: z
      .string()
      .max(64)
      .refine(isTimeZone, "Must be the name of a time zone, such as Europe/Berlin.")
      .default("UTC")
      .meta({ description: "The IANA time zone in which days begin. Case-sensitive." }),
  }),
  success: {
    status: 200,
    schema: z.object({
      today: creditTotal,
      thisMonth: creditTotal,
      total: creditTotal,
      daily: z.array(z.object({ date: z.iso.date(), credits: creditTotal })).optional(),
      byMeter: z.array(z.object({ meter: z.string().nullable(), credits: creditTotal })).optional(),
      bySubject: by("subject"),
      byModel: by("model"),
      byProject: by("project"),
      byRun: by("run"),
      byTag: by("tag").meta({ description: "A spend with several tags counts for each of them." }),
      ownKey: z
        .array(
          z.object({
            meter: z.string(),
            quantity: z.string().meta({ description: "A decimal string." }),
            uses: creditTotal.meta({ description: "How many calls counted it." }),
          }),
        )
        .meta({
          description: "What was used in the range with own keys at the provider, by meter. It cost no credits.",
        }),
      forecast: z.object({
        runsOutAt: time.nullable().meta({
          description:
            "When the last credits are spent or expire, at the pace of the last 14 days; null if they do not, or if a refill comes first.",
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
      ownKey: [{ meter: "chat_tokens_in", quantity: "1200", uses: 3 }],
      forecast: { runsOutAt: "2026-12-03T14:00:00.000Z" },
    },
  },
});

const { subject, model, project, run, tags } = dimensionFields;

export const recordUsageEndpoint = define({
  method: "POST",
  path: "/api/v1/usage",
  summary: "Count use with an own key",
  description:
    "Counts work that was done with the customer's own key at the provider. It costs no credits: the balance and the history do not change, no hold, budget or plan is checked, and `ownKey` of GET /usage has it. A request that is repeated with the same idempotency key (the `Idempotency-Key` header or the field) counts nothing and has `replayed: true`.",
  access: "credits:spend",
  body: z.strictObject({
    items: chargeFields.items.unwrap(),
    ...{ subject, model, project, run, tags },
    idempotencyKey: idempotencyKey.optional(),
  }),
  success: {
    status: 200,
    schema: z.object({
      items: z.array(z.object({ meter: z.string(), quantity: z.string().meta({ description: "A decimal string." }) })),
      usedAt: time,
      replayed: z.boolean(),
    }),
  },
  example: {
    body: { items: [{ meter: "chat_tokens_in", quantity: 1200 }], model: "gpt-5.1", idempotencyKey: "call-42" },
    answer: {
      items: [{ meter: "chat_tokens_in", quantity: "1200" }],
      usedAt: "2026-11-24T09:30:00.000Z",
      replayed: false,
    },
  },
  problems: ["idempotency_key_reused"],
});
