import { archivePackEndpoint, editPackEndpoint } from "@/lib/api/endpoints/admin-plans/definition";
import { catalogueProblem } from "@/lib/api/endpoints/admin-plans/refusals";
import { toAdminPackView } from "@/lib/api/endpoints/admin-plans/view";
import { auditActor } from "@/lib/api/http/audit-actor";
import { problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { archivePack, restorePack } from "@/lib/catalog/archive-pack";
import { editPack } from "@/lib/catalog/edit-pack";
import { findPack } from "@/lib/catalog/queries";
import { services } from "@/lib/services";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  PUT: route(editPackEndpoint, async (call) => {
    const { params, query, body, database, now } = call;
    const saved = await editPack(services(), auditActor(call), { packId: params.id, ...query, input: body }, now);
    if (!saved.ok) return catalogueProblem(saved);
    const pack = await findPack(database.prisma, params.id);
    return pack ? { pack: toAdminPackView(pack), pushed: saved.pushed } : problem("unknown_item");
  }),
  PATCH: route(archivePackEndpoint, async (call) => {
    const { params, query, body, database, now } = call;
    const change = body.archived ? archivePack : restorePack;
    const saved = await change(services(), auditActor(call), { id: params.id, ...query }, now);
    if (!saved.ok) return catalogueProblem(saved);
    const pack = await findPack(database.prisma, params.id);
    return pack ? { pack: toAdminPackView(pack), pushed: saved.pushed } : problem("unknown_item");
  }),
});
