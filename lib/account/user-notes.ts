import { type Actor, audit } from "@/lib/audit";
import type { Database, Db } from "@/lib/db";

export type UserNoteView = {
  id: string;
  text: string;
  authorEmail: string | null;
  /** Another account of the same person, which has a note with this one. */
  other: { id: string; email: string } | null;
  createdAt: Date;
};

const SHOWN = 50;

/** The notes about a user, newest first, at most the last 50. */
export async function notesOf(db: Db, userId: string): Promise<UserNoteView[]> {
  const notes = await db.userNote.findMany({
    where: { userId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: SHOWN,
  });
  const people = await db.user.findMany({
    where: { id: { in: notes.flatMap(({ authorId, otherId }) => (otherId ? [authorId, otherId] : [authorId])) } },
    select: { id: true, email: true },
  });
  const emails = new Map(people.map(({ id, email }) => [id, email]));
  return notes.map(({ id, text, authorId, otherId, createdAt }) => ({
    id,
    text,
    authorEmail: emails.get(authorId) ?? null,
    other: otherId === null ? null : { id: otherId, email: emails.get(otherId) ?? otherId },
    createdAt,
  }));
}

/** Adds a note about a user. The audit log records that, not its text, which may name a person. */
export async function addNote(
  database: Database,
  actor: Actor & { userId: string },
  { userId, text }: { userId: string; text: string },
  now: Date,
): Promise<void> {
  await database.transaction(async (db) => {
    const note = await db.userNote.create({ data: { userId, authorId: actor.userId, text, createdAt: now } });
    const record = { action: "user.note_added", targetType: "user", targetId: userId, after: { note: note.id } };
    await audit(db, actor, record, now);
  });
}
