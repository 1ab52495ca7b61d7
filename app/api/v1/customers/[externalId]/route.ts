import { putCustomer, signsIn } from "@/lib/account/customers/put-customer";
import { requestDeletion } from "@/lib/account/delete/request-deletion";
import { findUser } from "@/lib/account/list/find-user";
import {
  deleteCustomerEndpoint,
  getCustomerEndpoint,
  putCustomerEndpoint,
} from "@/lib/api/endpoints/customers/definition";
import { customerId } from "@/lib/api/endpoints/customers/find-customer";
import { toCustomerView } from "@/lib/api/endpoints/customers/view";
import { auditActor } from "@/lib/api/http/audit-actor";
import { problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { noSuchAccount } from "@/lib/api/http/target-account";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getCustomerEndpoint, async ({ params, database: { prisma } }) => {
    const userId = await customerId(prisma, params.externalId);
    const user = userId && (await findUser(prisma, userId));
    return user ? toCustomerView(user) : noSuchAccount();
  }),
  PUT: route(putCustomerEndpoint, async (call) => {
    const { params, body, database, now } = call;
    const put = await putCustomer(database, auditActor(call), { ...params, ...body }, now);
    if (!put.ok) return problem(put.reason);
    const user = await findUser(database.prisma, put.userId);
    return user ? { ...toCustomerView(user), created: put.created } : noSuchAccount();
  }),
  DELETE: route(deleteCustomerEndpoint, async ({ caller, params, database, now }) => {
    // It ends a plan and forfeits credits.
    if (!caller.scopes.includes("billing:write")) return problem("out_of_scope", { scope: "billing:write" });
    const { prisma } = database;
    const userId = await customerId(prisma, params.externalId);
    const user = userId && (await prisma.user.findUnique({ where: { id: userId } }));
    if (!user) return noSuchAccount();
    if (await signsIn(prisma, user)) return problem("customer_signs_in");
    const deleted = await requestDeletion(
      database,
      { userId: user.id, actorId: caller.userId },
      { at: new Date(), now },
    );
    return deleted.ok ? { externalId: params.externalId, deleted: true as const } : noSuchAccount();
  }),
});
