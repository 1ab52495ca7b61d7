import "server-only";
import { notFound } from "next/navigation";
import { actsAsAdmin } from "@/lib/auth/admin-access";
import { requireOwnUser } from "@/lib/auth/guards";
import { env } from "@/lib/env";
import type { MailOwner } from "@/lib/notify/queries";

/**
 * Whose emails the viewer may see: their own, or everyone's for an admin. Outside local mode the outbox does not exist,
 * because real emails belong in mailboxes.
 */
export async function outboxOwner(path: string): Promise<MailOwner> {
  if (!env().LOCAL_MODE) notFound();
  // The emails of a user have links in them that sign in.
  const user = await requireOwnUser(path);
  return actsAsAdmin(user) ? "everybody" : { userId: user.id };
}
