import type { Db } from "@/lib/db";
import type { SavedView, SavedViewList } from "@/lib/generated/prisma/client";

/** The saved views of a list, by name. */
export async function listViews(db: Db, list: SavedViewList): Promise<SavedView[]> {
  return db.savedView.findMany({ where: { list }, orderBy: { name: "asc" } });
}
