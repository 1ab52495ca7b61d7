import { listPlansEndpoint } from "@/lib/api/endpoints/plans/definition";
import { toMeterView, toPackView, toPlanView } from "@/lib/api/endpoints/plans/view";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { listMeters, listPacks, listPlans } from "@/lib/catalog/queries";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listPlansEndpoint, async ({ database: { prisma } }) => {
    const [plans, packs, meters] = await Promise.all([listPlans(prisma), listPacks(prisma), listMeters(prisma)]);
    return {
      data: plans.map(toPlanView),
      packs: packs.map(toPackView),
      meters: meters.map(toMeterView),
      nextCursor: null,
    };
  }),
});
