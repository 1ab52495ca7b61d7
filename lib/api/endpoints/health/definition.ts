import { z } from "zod";
import { define } from "@/lib/api/http/definition";

export const readyEndpoint = define({
  method: "GET",
  path: "/api/health/ready",
  summary: "Can it serve: the database answers and has every migration",
  access: "public",
  success: { status: 200, schema: z.object({ status: z.literal("ok"), migrations: z.int() }) },
  problems: ["not_ready"],
});
