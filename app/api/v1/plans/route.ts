import { listPlansEndpoint } from "@/lib/api/definitions/catalogue";
import { resource } from "@/lib/api/resource";
import { route } from "@/lib/api/route";
import { toPackView, toPlanView } from "@/lib/api/views/catalogue";
import { listPacks, listPlans } from "@/lib/catalog/queries";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listPlansEndpoint, async ({ database: { prisma } }) => {
    const [plans, packs] = await Promise.all([listPlans(prisma), listPacks(prisma)]);
    return { data: plans.map(toPlanView), packs: packs.map(toPackView), nextCursor: null };
  }),
});
