import { listUsers } from "@/lib/account/list/list-users";
import type { UserRow } from "@/lib/account/list/user-row";
import type { Db } from "@/lib/db";

/** One user as in the list, also a deleted one; null when there is none with this id. */
export async function findUser(db: Db, userId: string): Promise<UserRow | null> {
  const page = await listUsers(db, { id: userId, deleted: "either", limit: 1 });
  return page.ok ? (page.data[0] ?? null) : null;
}
