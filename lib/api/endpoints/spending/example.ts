import { exampleEntry } from "@/lib/api/endpoints/balance/example";
import { exampleMeter } from "@/lib/api/endpoints/plans/example";

/** A spend of 42,000 tokens. */
export const exampleMeteredEntry = {
  ...exampleEntry,
  meter: exampleMeter.key,
  quantity: "42000",
  rateVersion: exampleMeter.version,
};
