import { archivePlanEndpoint, editPlanEndpoint } from "@/lib/api/endpoints/admin-plans/definition";
import { catalogueProblem } from "@/lib/api/endpoints/admin-plans/refusals";
import { toAdminPlanView } from "@/lib/api/endpoints/admin-plans/view";
import { auditActor } from "@/lib/api/http/audit-actor";
import { problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { archivePlan, restorePlan } from "@/lib/catalog/archive-plan";
import { editPlan } from "@/lib/catalog/edit-plan";
import { findPlan } from "@/lib/catalog/queries";
import { services } from "@/lib/services";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  PUT: route(editPlanEndpoint, async (call) => {
    const { params, query, body, database, now } = call;
    const saved = await editPlan(services(), auditActor(call), { planId: params.id, ...query, input: body }, now);
    if (!saved.ok) return catalogueProblem(saved);
    const plan = await findPlan(database.prisma, params.id);
    return plan ? { plan: toAdminPlanView(plan), pushed: saved.pushed } : problem("unknown_item");
  }),
  PATCH: route(archivePlanEndpoint, async (call) => {
    const { params, query, body, database, now } = call;
    const change = body.archived ? archivePlan : restorePlan;
    const saved = await change(services(), auditActor(call), { id: params.id, ...query }, now);
    if (!saved.ok) return catalogueProblem(saved);
    const plan = await findPlan(database.prisma, params.id);
    return plan ? { plan: toAdminPlanView(plan), pushed: saved.pushed } : problem("unknown_item");
  }),
});
