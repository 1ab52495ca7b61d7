import { archiveMeterEndpoint, editMeterEndpoint } from "@/lib/api/endpoints/admin-plans/definition";
import { catalogueProblem } from "@/lib/api/endpoints/admin-plans/refusals";
import { toAdminMeterView } from "@/lib/api/endpoints/admin-plans/view";
import { auditActor } from "@/lib/api/http/audit-actor";
import { problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { archiveMeter, restoreMeter } from "@/lib/catalog/archive-meter";
import { editMeter } from "@/lib/catalog/edit-meter";
import { findMeter } from "@/lib/catalog/queries";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  PUT: route(editMeterEndpoint, async (call) => {
    const { params, query, body, database, now } = call;
    const saved = await editMeter({ database }, auditActor(call), { meterId: params.id, ...query, input: body }, now);
    if (!saved.ok) return catalogueProblem(saved);
    const meter = await findMeter(database.prisma, params.id);
    return meter ? { meter: toAdminMeterView(meter) } : problem("unknown_item");
  }),
  PATCH: route(archiveMeterEndpoint, async (call) => {
    const { params, query, body, database, now } = call;
    const change = body.archived ? archiveMeter : restoreMeter;
    const saved = await change({ database }, auditActor(call), { id: params.id, ...query }, now);
    if (!saved.ok) return catalogueProblem(saved);
    const meter = await findMeter(database.prisma, params.id);
    return meter ? { meter: toAdminMeterView(meter) } : problem("unknown_item");
  }),
});
