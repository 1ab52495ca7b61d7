import { z } from "zod";
import { define } from "@/lib/api/definition";
import { page } from "@/lib/api/schemas";
import { packView, planView } from "@/lib/api/views/catalogue";

export const listPlansEndpoint = define({
  method: "GET",
  path: "/api/v1/plans",
  summary: "List plans and packs",
  description: "Everything that is sold now: plans in `data` with their prices, features and limits, packs in `packs`.",
  access: "public",
  success: { status: 200, schema: page(planView).extend({ packs: z.array(packView) }) },
});
