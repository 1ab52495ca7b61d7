import { createMeterEndpoint, listMeterCatalogueEndpoint } from "@/lib/api/endpoints/admin-plans/definition";
import { catalogueProblem } from "@/lib/api/endpoints/admin-plans/refusals";
import { toAdminMeterView } from "@/lib/api/endpoints/admin-plans/view";
import { auditActor } from "@/lib/api/http/audit-actor";
import { problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { createMeter } from "@/lib/catalog/create-meter";
import { findMeter, listAllMeters } from "@/lib/catalog/queries";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listMeterCatalogueEndpoint, async ({ database }) => {
    return { data: (await listAllMeters(database.prisma)).map(toAdminMeterView), nextCursor: null };
  }),
  POST: route(createMeterEndpoint, async (call) => {
    const { body, database, now } = call;
    const saved = await createMeter({ database }, auditActor(call), body, now);
    if (!saved.ok) return catalogueProblem(saved);
    const meter = await findMeter(database.prisma, saved.meterId);
    return meter ? { meter: toAdminMeterView(meter) } : problem("unknown_item");
  }),
});
