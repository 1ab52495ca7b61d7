"use server";

import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { z } from "zod";
import { toProvider } from "@/app/(auth)/to-provider";
import type { FormState } from "@/components/ui/form-state";
import { offeredProviders } from "@/lib/auth/configured-providers";
import { requireUser } from "@/lib/auth/guards";
import { safeNextPath } from "@/lib/auth/next-path";
import { keepIntent } from "@/lib/auth/oauth/intent";
import { type UnlinkResult, unlinkIdentity } from "@/lib/auth/oauth/unlink-identity";
import { deviceOf } from "@/lib/auth/request-device";
import { requireRecentIdentity } from "@/lib/auth/require-recent-identity";
import { database } from "@/lib/db";
import { env } from "@/lib/env";

const SETTINGS = "/settings";
const providers = z.enum(["github", "google"]);

/** Goes to the provider that the form names, which is then linked to the account. Requires a recent identity check. */
export async function linkProvider(_before: FormState, form: FormData): Promise<FormState> {
  const user = await requireUser(SETTINGS);
  requireRecentIdentity(user, SETTINGS);
  return toProvider(form, SETTINGS, (provider) =>
    keepIntent(user, { purpose: "link", provider, next: SETTINGS }, new Date()),
  );
}

/** Goes to the provider that the form names, which confirms the user's identity and returns to `next`. */
export async function confirmWithProvider(_before: FormState, form: FormData): Promise<FormState> {
  const next = safeNextPath(form.get("next"));
  const user = await requireUser(next);
  return toProvider(form, next, (provider) => keepIntent(user, { purpose: "confirm", provider, next }, new Date()));
}

/** Unlinks a provider from the user's account. */
export async function unlinkProvider(provider: unknown): Promise<UnlinkResult> {
  const user = await requireUser(SETTINGS);
  requireRecentIdentity(user, SETTINGS);
  const { network } = deviceOf(await headers());
  const request = { userId: user.id, network, provider: providers.parse(provider), offered: offeredProviders(env()) };
  const result = await unlinkIdentity(database(), request, new Date());
  revalidatePath(SETTINGS);
  return result;
}
