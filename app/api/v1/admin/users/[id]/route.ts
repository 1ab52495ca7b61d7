import { findUser } from "@/lib/account/list/find-user";
import { setLocked } from "@/lib/account/set-locked";
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
    const { params, body, database } = call;
    const userId = await named(database, params.id);
    if (userId === null) return noSuchAccount();
    const changed = await setLocked(database, auditActor(call), { userId, ...body }, new Date());
    return changed.ok ? shown(database, userId) : problem(changed.reason);
  }),
});

async function named({ sql }: Database, name: string): Promise<string | null> {
  return (await findAccounts(sql, [name])).get(name)?.userId ?? null;
}

async function shown({ prisma }: Database, userId: string): Promise<ReturnType<typeof toAdminUserView> | Problem> {
  const user = await findUser(prisma, userId);
  return user ? toAdminUserView(user) : noSuchAccount();
}
