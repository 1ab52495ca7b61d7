import type { SignedInUser } from "@/lib/auth/types";
import type { Sql } from "@/lib/db";

/**
 * The user behind a session or token, read afresh so that a role or a lock counts from the next request on. Null when
 * there is no such user or sign-in is locked.
 */
export async function findActiveUser(sql: Sql, userId: string): Promise<SignedInUser | null> {
  if (!UUID.test(userId)) return null;
  const [user] = await sql<SignedInUser>`
    SELECT u.id, u.email, u.name, u.role::text AS role, a.id AS "accountId"
    FROM "user" u
    LEFT JOIN credit_account a ON a.user_id = u.id
    WHERE u.id = ${userId}::uuid AND u.locked_at IS NULL`;
  return user ?? null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
