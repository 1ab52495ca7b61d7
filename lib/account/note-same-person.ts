import { type Actor, audit } from "@/lib/audit";
import type { Database } from "@/lib/db";
import { isUuid } from "@/lib/is-uuid";

export type SamePersonNoted =
  | { ok: true; otherId: string }
  | { ok: false; reason: "unknown_user" | "own_account_twice" | "already_noted" };

/**
 * Notes on two accounts that one person has both, each with a link to the other. Nothing is moved between them: balances,
 * plans and payments stay where they are. `other` is an id, an address or an external id.
 */
export async function noteSamePerson(
  database: Database,
  actor: Actor & { userId: string },
  { userId, other, text }: { userId: string; other: string; text: string },
  now: Date,
): Promise<SamePersonNoted> {
  return database.transaction<SamePersonNoted>(async (db, sql) => {
    const name = other.trim();
    const id = isUuid(name) ? name : null;
    // Both rows in one order, so that two admins who link them at once write one pair.
    const users = await sql<{ id: string; named: boolean }>`
      SELECT id::text, coalesce(id = ${id}::uuid OR email = lower(${name}::text) OR external_id = ${name}::text, false) AS named
      FROM "user"
      WHERE (id IN (${userId}::uuid, ${id}::uuid) OR email = lower(${name}::text) OR external_id = ${name}::text)
        AND deleted_at IS NULL
      ORDER BY "user".id FOR NO KEY UPDATE`;
    if (!users.some(({ id }) => id === userId)) return { ok: false, reason: "unknown_user" };
    const found = users.find(({ id, named }) => named && id !== userId);
    if (!found) return { ok: false, reason: users.some(({ named }) => named) ? "own_account_twice" : "unknown_user" };
    if (await db.userNote.findFirst({ where: { userId, otherId: found.id }, select: { id: true } })) {
      return { ok: false, reason: "already_noted" };
    }
    const note = { authorId: actor.userId, text, createdAt: now };
    for (const [one, its] of [
      [userId, found.id],
      [found.id, userId],
    ] as const) {
      const { id: noteId } = await db.userNote.create({ data: { ...note, userId: one, otherId: its } });
      const record = {
        action: "user.same_person_noted",
        targetType: "user",
        targetId: one,
        after: { note: noteId, other: its },
      };
      await audit(db, actor, record, now);
    }
    return { ok: true, otherId: found.id };
  });
}
