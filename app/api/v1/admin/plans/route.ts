import { createPlanEndpoint, listPlanCatalogueEndpoint } from "@/lib/api/endpoints/admin-plans/definition";
import { catalogueProblem } from "@/lib/api/endpoints/admin-plans/refusals";
import { toAdminPlanView } from "@/lib/api/endpoints/admin-plans/view";
import { auditActor } from "@/lib/api/http/audit-actor";
import { problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { createPlan } from "@/lib/catalog/create-plan";
import { findPlan, listAllPlans } from "@/lib/catalog/queries";
import { services } from "@/lib/services";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listPlanCatalogueEndpoint, async ({ database }) => {
    return { data: (await listAllPlans(database.prisma)).map(toAdminPlanView), nextCursor: null };
  }),
  POST: route(createPlanEndpoint, async (call) => {
    const { body, database, now } = call;
    const saved = await createPlan(services(), auditActor(call), body, now);
    if (!saved.ok) return catalogueProblem(saved);
    const plan = await findPlan(database.prisma, saved.planId);
    return plan ? { plan: toAdminPlanView(plan), pushed: saved.pushed } : problem("unknown_item");
  }),
});
