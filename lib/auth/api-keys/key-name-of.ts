import type { Db } from "@/lib/db";
import { isUuid } from "@/lib/is-uuid";

/** The name of the user's own key that is the actor of an entry; null for every other actor. */
export async function keyNameOf(db: Db, userId: string, actor: string): Promise<string | null> {
  const [kind, id = ""] = actor.split(":");
  if (kind !== "key" || !isUuid(id)) return null;
  const key = await db.apiKey.findFirst({ where: { id, userId }, select: { name: true } });
  return key?.name ?? null;
}
