import { createByAdmin } from "@/lib/account/create-by-admin";
import { findUser } from "@/lib/account/list/find-user";
import { listUsers } from "@/lib/account/list/list-users";
import { createUserEndpoint, listUsersEndpoint } from "@/lib/api/endpoints/admin-users/definition";
import { toAdminUserView } from "@/lib/api/endpoints/admin-users/view";
import { auditActor } from "@/lib/api/http/audit-actor";
import { invalidFields, problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { BAD_CURSOR } from "@/lib/api/http/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listUsersEndpoint, async ({ query, reports }) => {
    const { prisma } = await reports.current();
    const page = await listUsers(prisma, query);
    if (!page.ok) return invalidFields([{ field: "cursor", message: BAD_CURSOR }]);
    return { data: page.data.map(toAdminUserView), nextCursor: page.nextCursor };
  }),
  POST: route(createUserEndpoint, async (call) => {
    const { body, database, now } = call;
    const { email = null, externalId = null, name, emailVerified = false } = body;
    const newUser = { email, externalId, name: name || null, emailVerified };
    const created = await createByAdmin(database, auditActor(call), newUser, now);
    if (!created.ok) return problem(created.reason);
    const user = await findUser(database.prisma, created.userId);
    return user ? toAdminUserView(user) : problem("not_found");
  }),
});
