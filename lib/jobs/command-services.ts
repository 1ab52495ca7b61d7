import { env } from "@/lib/env";
import { exitBehindPooler } from "@/lib/jobs/check-connections";
import { type Services, services } from "@/lib/services";

/**
 * The services of a command, on the database server itself. Ends the process with the reason when a pooler would lose its
 * locks and settings. `batch` is for what reads everything and may take as long as it needs.
 */
export async function commandServices(purpose: "worker" | "batch" = "worker"): Promise<Services> {
  env();
  await exitBehindPooler("direct");
  return services(purpose);
}
