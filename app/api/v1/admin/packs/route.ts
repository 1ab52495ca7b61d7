import { createPackEndpoint, listPackCatalogueEndpoint } from "@/lib/api/endpoints/admin-plans/definition";
import { catalogueProblem } from "@/lib/api/endpoints/admin-plans/refusals";
import { toAdminPackView } from "@/lib/api/endpoints/admin-plans/view";
import { auditActor } from "@/lib/api/http/audit-actor";
import { problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { createPack } from "@/lib/catalog/create-pack";
import { findPack, listAllPacks } from "@/lib/catalog/queries";
import { services } from "@/lib/services";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listPackCatalogueEndpoint, async ({ database }) => {
    return { data: (await listAllPacks(database.prisma)).map(toAdminPackView), nextCursor: null };
  }),
  POST: route(createPackEndpoint, async (call) => {
    const { body, database, now } = call;
    const saved = await createPack(services(), auditActor(call), body, now);
    if (!saved.ok) return catalogueProblem(saved);
    const pack = await findPack(database.prisma, saved.packId);
    return pack ? { pack: toAdminPackView(pack), pushed: saved.pushed } : problem("unknown_item");
  }),
});
