import { listPlansEndpoint } from "@/lib/api/endpoints/plans/definition";
import { toMeterView, toPackView, toPlanView } from "@/lib/api/endpoints/plans/view";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { listAllFeatures } from "@/lib/catalog/features";
import { listMeters, listPacks, listPlans } from "@/lib/catalog/queries";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listPlansEndpoint, async ({ database: { prisma } }) => {
    const [plans, packs, meters, features] = await Promise.all([
      listPlans(prisma),
      listPacks(prisma),
      listMeters(prisma),
      listAllFeatures(prisma),
    ]);
    return {
      data: plans.map((plan) => toPlanView(plan, features)),
      packs: packs.map(toPackView),
      meters: meters.map(toMeterView),
      nextCursor: null,
    };
  }),
});
