import type { Route } from "next";
import { redirect } from "next/navigation";
import { type FormState, refuse } from "@/components/ui/form-state";
import { offeredProviders, type ProviderId } from "@/lib/auth/configured-providers";
import { beginOAuth } from "@/lib/auth/oauth/begin-oauth";
import { PROVIDER_NAMES } from "@/lib/auth/oauth/identity";
import { env } from "@/lib/env";

/**
 * Redirects to the provider that a form names, which returns to `next`. `before` runs first, when the app has that provider.
 * Returns the refusal otherwise.
 */
export async function toProvider(
  form: FormData,
  next: string,
  before: (provider: ProviderId) => Promise<void> = async () => undefined,
): Promise<FormState> {
  const provider = offeredProviders(env()).find((offered) => offered === form.get("provider"));
  if (!provider) return refuse(form, "This way to sign in is no longer available. Reload the page to see the others.");
  await before(provider);
  const address = await beginOAuth(provider, next);
  if (address) return redirect(address as Route);
  return refuse(form, `${PROVIDER_NAMES[provider]} did not answer. Try again in a few minutes.`);
}
