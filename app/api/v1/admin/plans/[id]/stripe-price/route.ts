import { linkPlanPriceEndpoint } from "@/lib/api/endpoints/admin-plans/definition";
import { linkPrice } from "@/lib/api/endpoints/admin-plans/link-price";
import { auditActor } from "@/lib/api/http/audit-actor";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { services } from "@/lib/services";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(linkPlanPriceEndpoint, (call) =>
    linkPrice(services(), auditActor(call), { kind: "plan", id: call.params.id, ...call.body }, call.now),
  ),
});
