"use server";

import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { z } from "zod";
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

/** Allows the provider this browser goes to next to be linked to the account. Requires a recent identity check. */
export async function beginLinking(provider: unknown): Promise<void> {
  const user = await requireUser(SETTINGS);
  requireRecentIdentity(user, SETTINGS);
  await keepIntent(user, { purpose: "link", provider: providers.parse(provider), next: SETTINGS }, new Date());
}

/** Lets the provider this browser goes to next confirm the user's identity, then redirects to `next`. */
export async function beginConfirming(provider: unknown, next: unknown): Promise<void> {
  const path = safeNextPath(next);
  const user = await requireUser(path);
  await keepIntent(user, { purpose: "confirm", provider: providers.parse(provider), next: path }, new Date());
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
