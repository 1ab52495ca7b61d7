"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import type { KeyState } from "@/components/api-keys/key-state";
import { fieldErrors, freshForm, refuse, refuseUnconfirmed } from "@/components/ui/form-state";
import { createApiKey, MAX_KEYS } from "@/lib/auth/api-keys/create-api-key";
import { revokeApiKey } from "@/lib/auth/api-keys/revoke-api-key";
import { apiKeyForm } from "@/lib/auth/api-keys/schemas";
import { KEY_SCOPES } from "@/lib/auth/api-keys/scopes";
import { requireUser } from "@/lib/auth/guards";
import { isRecentlyAuthenticated } from "@/lib/auth/sessions/recent";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";

const SETTINGS = "/settings";
const keyId = z.uuid();

/** Creates an API key. Its secret is in the returned state, and nowhere else. */
export async function createKey(_before: KeyState, form: FormData): Promise<KeyState> {
  const owner = await requireUser(SETTINGS);
  const scopes = KEY_SCOPES.filter((scope) => form.get(scope) === "on");
  const parsed = apiKeyForm.safeParse({ ...Object.fromEntries(form), scopes });
  if (!parsed.success) return refuse(form, null, fieldErrors(parsed.error));
  if (!isRecentlyAuthenticated(owner, new Date())) return refuseUnconfirmed(form);
  const at = await now();
  const { keyName: name, days } = parsed.data;
  const expiresAt = days === null ? null : new Date(at.getTime() + days * DAY_MS);
  const request = { owner: { userId: owner.id, role: owner.role }, name, scopes: parsed.data.scopes, expiresAt };
  const made = await database().transaction((db) => createApiKey(db, request, at));
  if (made.ok) {
    revalidatePath(SETTINGS);
    return { ...freshForm, done: true, made: { name, key: made.key } };
  }
  switch (made.reason) {
    case "admins_only":
      return refuse(form, null, { scopes: "Only admins can create a key like this." });
    case "service_keys_only":
      return refuse(form, null, { scopes: "Only a service key can refund spends." });
    case "too_many_keys":
      return refuse(form, `You have ${MAX_KEYS} keys, which is the most. Revoke one that you no longer use.`);
    case "expires_in_the_past":
      return refuse(form, null, { days: "Choose a time in the future." });
  }
}

/** Revokes one of the caller's keys. False when they have no such key. */
export async function revokeKey(id: unknown): Promise<boolean> {
  const { id: userId } = await requireUser(SETTINGS);
  const parsed = keyId.safeParse(id);
  if (!parsed.success) return false;
  const at = await now();
  const key = await database().transaction((db) => revokeApiKey(db, { userId, id: parsed.data }, at));
  revalidatePath(SETTINGS);
  return key !== null;
}

const DAY_MS = 86_400_000;
