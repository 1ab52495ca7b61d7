import { z } from "zod";
import { define } from "@/lib/api/http/definition";

// Not in the reference: it is for load balancers and is not part of version 1.
export const readyEndpoint = define({
  method: "GET",
  path: "/api/health/ready",
  summary: "Check whether the process can serve requests: the database answers and has every migration",
  access: "public",
  success: { status: 200, schema: z.object({ status: z.literal("ok"), migrations: z.int() }) },
  problems: ["not_ready"],
});
