import { type Actor, audit } from "@/lib/audit";
import type { Database, Db } from "@/lib/db";
import type { SavedView, SavedViewList } from "@/lib/generated/prisma/client";
import { isStorable } from "@/lib/storable";

/** As many as fit above a list. */
export const MOST_VIEWS = 30;
export const LONGEST_NAME = 60;
const LONGEST_QUERY = 2_000;

type NewView = { list: SavedViewList; name: string; query: string };
type ViewRefusal = { ok: false; reason: "invalid_name" | "invalid_query" | "name_taken" | "too_many" | "unknown_view" };
export type ViewOutcome = { ok: true; view: SavedView } | ViewRefusal;

/** Saves the filter of a list under a name, for all admins. The audit log has neither: both may name a person. */
export async function saveView(database: Database, actor: Actor, view: NewView, now: Date): Promise<ViewOutcome> {
  const { list, query } = view;
  const name = nameOf(view.name);
  if (name === null) return refuse("invalid_name");
  if (query === "" || query.length > LONGEST_QUERY || !isStorable(query)) return refuse("invalid_query");
  return oneAtATime(database, async (db) => {
    if ((await db.savedView.count({ where: { list } })) >= MOST_VIEWS) return refuse("too_many");
    if (await isTaken(db, list, name)) return refuse("name_taken");
    const saved = await db.savedView.create({ data: { list, name, query, createdAt: now } });
    await record(db, actor, "view.saved", saved, now);
    return { ok: true, view: saved };
  });
}

/** Gives a saved view another name. */
export async function renameView(
  database: Database,
  actor: Actor,
  { id, name: wanted }: { id: string; name: string },
  now: Date,
): Promise<ViewOutcome> {
  const name = nameOf(wanted);
  if (name === null) return refuse("invalid_name");
  return oneAtATime(database, async (db) => {
    const view = await db.savedView.findUnique({ where: { id } });
    if (!view) return refuse("unknown_view");
    if (view.name === name) return { ok: true, view };
    if (await isTaken(db, view.list, name)) return refuse("name_taken");
    const renamed = await db.savedView.update({ where: { id }, data: { name } });
    await record(db, actor, "view.renamed", renamed, now);
    return { ok: true, view: renamed };
  });
}

/** Deletes a saved view, for all admins. */
export async function deleteView(database: Database, actor: Actor, id: string, now: Date): Promise<ViewOutcome> {
  return oneAtATime(database, async (db) => {
    const view = await db.savedView.findUnique({ where: { id } });
    if (!view) return refuse("unknown_view");
    await db.savedView.delete({ where: { id } });
    await record(db, actor, "view.deleted", view, now);
    return { ok: true, view };
  });
}

function refuse(reason: ViewRefusal["reason"]): ViewRefusal {
  return { ok: false, reason };
}

/** The table is small and rarely written: locked, its bound and its names hold for any number of admins at once. */
async function oneAtATime({ transaction }: Database, work: (db: Db) => Promise<ViewOutcome>): Promise<ViewOutcome> {
  return transaction(async (db, sql) => {
    await sql`LOCK TABLE saved_view IN SHARE ROW EXCLUSIVE MODE`;
    return work(db);
  });
}

async function isTaken(db: Db, list: SavedViewList, name: string): Promise<boolean> {
  return (await db.savedView.count({ where: { list, name } })) > 0;
}

function nameOf(text: string): string | null {
  const name = text.trim();
  return name === "" || name.length > LONGEST_NAME || !isStorable(name) ? null : name;
}

async function record(db: Db, actor: Actor, action: string, { id, list }: SavedView, now: Date): Promise<void> {
  await audit(db, actor, { action, targetType: "saved_view", targetId: id, after: { list } }, now);
}
