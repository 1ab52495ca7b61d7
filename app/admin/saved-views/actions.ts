"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import type { ActionOutcome } from "@/components/admin/use-outcome";
import { VIEW_LISTS, viewQuery } from "@/components/admin/views/view-lists";
import { adminActor } from "@/lib/auth/admin-actor";
import { requireAdmin } from "@/lib/auth/guards";
import { requireRecentIdentity } from "@/lib/auth/require-recent-identity";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";
import { SavedViewList } from "@/lib/generated/prisma/enums";
import {
  deleteView,
  LONGEST_NAME,
  MOST_VIEWS,
  renameView,
  saveView,
  type ViewOutcome,
} from "@/lib/saved-views/change-views";

const name = z.string().max(255);
const newView = z.object({ list: z.enum(SavedViewList), query: z.string().max(4_000), name });
const renamed = z.object({ id: z.uuid(), name });

/** Saves the filter of a list under a name. */
export async function save(input: unknown): Promise<ActionOutcome> {
  const admin = await requireAdmin();
  const view = newView.safeParse(input);
  requireRecentIdentity(admin, view.success ? `${VIEW_LISTS[view.data.list].path}?${view.data.query}` : NO_PAGE);
  if (!view.success) return UNKNOWN;
  const { list } = view.data;
  const query = viewQuery(list, Object.fromEntries(new URLSearchParams(view.data.query)));
  return settle(
    await saveView(database(), await adminActor(admin), { ...view.data, query }, await now()),
    "The view is saved.",
  );
}

/** Gives a view another name. */
export async function rename(id: unknown, name: unknown): Promise<ActionOutcome> {
  const admin = await requireAdmin();
  const view = renamed.safeParse({ id, name });
  requireRecentIdentity(admin, await pageOf(view.data?.id));
  if (!view.success) return UNKNOWN;
  return settle(await renameView(database(), await adminActor(admin), view.data, await now()), "The view is renamed.");
}

/** Deletes a view. */
export async function remove(id: unknown): Promise<ActionOutcome> {
  const admin = await requireAdmin();
  const view = z.uuid().safeParse(id);
  requireRecentIdentity(admin, await pageOf(view.data));
  if (!view.success) return UNKNOWN;
  return settle(await deleteView(database(), await adminActor(admin), view.data, await now()), "The view is deleted.");
}

const NO_PAGE = "/admin/users";

/** The page of a view, to come back to after an identity check. */
async function pageOf(id: string | undefined): Promise<string> {
  const view = id ? await database().prisma.savedView.findUnique({ where: { id } }) : null;
  return view ? `${VIEW_LISTS[view.list].path}?${view.query}` : NO_PAGE;
}

const UNKNOWN: ActionOutcome = { ok: false, sentence: "There is no such view. Reload the page." };

function settle(outcome: ViewOutcome, done: string): ActionOutcome {
  if (outcome.ok) {
    revalidatePath(VIEW_LISTS[outcome.view.list].path);
    return { ok: true, sentence: done };
  }
  switch (outcome.reason) {
    case "invalid_name":
      return { ok: false, sentence: `Enter a name of at most ${LONGEST_NAME} characters.` };
    case "invalid_query":
      return { ok: false, sentence: "Choose a filter first." };
    case "name_taken":
      return { ok: false, sentence: "A view of this list has this name already." };
    case "too_many":
      return { ok: false, sentence: `A list has at most ${MOST_VIEWS} views. Delete one first.` };
    case "unknown_view":
      return UNKNOWN;
  }
}
