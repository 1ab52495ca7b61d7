import { actsAsAdmin } from "@/lib/auth/admin-access";
import { findSessionUser, findViewedUser } from "@/lib/auth/find-user";
import { openSession } from "@/lib/auth/session";
import type { SignedInUser } from "@/lib/auth/types";
import { isViewCookie } from "@/lib/auth/view-as/view-cookie";
import type { Sql } from "@/lib/db";

/**
 * The user of a browser with these cookies, or null: the one whose session it is or, while an admin views the app as
 * another user, that one, marked as viewed. `at` is the machine's time.
 */
export async function findBrowserUser(
  sql: Sql,
  sent: { session: string | undefined; view: string | undefined },
  at: Date,
): Promise<SignedInUser | null> {
  const ticket = await openSession(sent.session);
  const user = ticket && (await findSessionUser(sql, ticket, at));
  if (!user || !isViewCookie(sent.view, ticket.sessionId, at)) return user;
  const viewed = actsAsAdmin(user) ? await findViewedUser(sql, ticket, at) : null;
  return viewed ?? { ...user, view: "over" };
}
