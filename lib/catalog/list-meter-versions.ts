import type { MeterView } from "@/lib/catalog/types";
import { meterView } from "@/lib/catalog/views";
import type { Db } from "@/lib/db";

/** Every version of a meter's rate with the time it was made, newest first. */
export async function listMeterVersions(db: Db, meterId: string): Promise<(MeterView & { createdAt: Date })[]> {
  const meter = await db.meter.findUnique({
    where: { id: meterId },
    include: { versions: { orderBy: { version: "desc" } } },
  });
  return (meter?.versions ?? []).flatMap((version) =>
    meter ? [{ ...meterView(meter, version), createdAt: version.createdAt }] : [],
  );
}
