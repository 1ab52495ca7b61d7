"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { type FormState, freshForm, refuse, refuseUnconfirmed } from "@/components/ui/form-state";
import { noteSamePerson } from "@/lib/account/note-same-person";
import { adminActor } from "@/lib/auth/admin-actor";
import { requireAdmin } from "@/lib/auth/guards";
import { isRecentlyAuthenticated } from "@/lib/auth/sessions/recent";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";
import { userSentence } from "@/lib/refusals/user-sentence";
import { isStorable } from "@/lib/storable";

/** Notes on two accounts that they are of one person. */
export async function saveSamePerson(_before: FormState, form: FormData): Promise<FormState> {
  const admin = await requireAdmin();
  if (!isRecentlyAuthenticated(admin, new Date())) return refuseUnconfirmed(form);
  const userId = z.uuid().safeParse(form.get("user"));
  if (!userId.success) return refuse(form, userSentence("unknown_user"));
  const [other, text] = ["other", "how"].map((name) => String(form.get(name) ?? "").trim()) as [string, string];
  const errors = {
    ...(isText(other, 320) ? {} : { other: "Enter the address or id of the other account." }),
    ...(isText(text, 2000) ? {} : { how: "Enter how you know." }),
  };
  if (Object.keys(errors).length > 0) return refuse(form, null, errors);
  const actor = { ...(await adminActor(admin)), userId: admin.id };
  const noted = await noteSamePerson(database(), actor, { userId: userId.data, other, text }, await now());
  if (!noted.ok) return refuse(form, null, { other: REFUSED[noted.reason] });
  revalidatePath(`/admin/users/${userId.data}`);
  revalidatePath(`/admin/users/${noted.otherId}`);
  return { ...freshForm, done: true };
}

const isText = (text: string, most: number) => text !== "" && text.length <= most && isStorable(text);

const REFUSED = {
  unknown_user: "There is no such account.",
  own_account_twice: "This is the same account.",
  already_noted: "This is noted already.",
};
