import { actOnUser } from "@/lib/account/admin-acts";
import { findUser } from "@/lib/account/list/find-user";
import { getUserEndpoint, lockUserEndpoint } from "@/lib/api/endpoints/admin-users/definition";
import { toAdminUserView } from "@/lib/api/endpoints/admin-users/view";
import { auditActor } from "@/lib/api/http/audit-actor";
import { findAccounts } from "@/lib/api/http/find-accounts";
import { type Problem, problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { noSuchAccount } from "@/lib/api/http/target-account";
import type { Database } from "@/lib/db";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getUserEndpoint, async ({ params, database }) => {
    const userId = await named(database, params.id);
    return userId === null ? noSuchAccount() : shown(database, userId);
  }),
  PATCH: route(lockUserEndpoint, async (call) => {
    const { params, body, database, now } = call;
    const userId = await named(database, params.id);
    if (userId === null) return noSuchAccount();
    const request = { userId, act: body.locked ? "lock" : "unlock", reason: body.reason } as const;
    const result = await actOnUser(database, auditActor(call), request, { at: new Date(), now });
    return result.ok ? shown(database, userId) : problem(result.reason);
  }),
});

async function named({ sql }: Database, name: string): Promise<string | null> {
  return (await findAccounts(sql, [name])).get(name)?.userId ?? null;
}

async function shown({ prisma }: Database, userId: string): Promise<ReturnType<typeof toAdminUserView> | Problem> {
  const user = await findUser(prisma, userId);
  return user ? toAdminUserView(user) : noSuchAccount();
}
