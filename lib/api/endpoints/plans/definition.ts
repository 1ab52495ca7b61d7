import { z } from "zod";
import { exampleMeter, examplePack, examplePlan } from "@/lib/api/endpoints/plans/example";
import { meterView, packView, planView } from "@/lib/api/endpoints/plans/view";
import { define } from "@/lib/api/http/definition";
import { page } from "@/lib/api/http/schemas";

export const listPlansEndpoint = define({
  method: "GET",
  path: "/api/v1/plans",
  summary: "List plans, packs and rates",
  description:
    "Everything that is on sale: plans in `data`, with their prices, features and limits; packs in `packs`; and the rate card in `meters`. The credits for a quantity are quantity × `credits` / `perUnits`, rounded once, and at least `minimumCredits`.",
  access: "public",
  success: { status: 200, schema: page(planView).extend({ packs: z.array(packView), meters: z.array(meterView) }) },
  example: { answer: { data: [examplePlan], nextCursor: null, packs: [examplePack], meters: [exampleMeter] } },
});
