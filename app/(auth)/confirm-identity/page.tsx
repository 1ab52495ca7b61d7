import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import { confirmWithProvider } from "@/app/(account)/settings/oauth-actions";
import { confirmWithCode, confirmWithPassword } from "@/app/(auth)/confirm-identity/actions";
import { AuthCard } from "@/components/auth/auth-card";
import { CodeForm } from "@/components/auth/code-form";
import { ConfirmIdentityForm } from "@/components/auth/confirm-identity-form";
import { ProviderForm } from "@/components/auth/provider-form";
import { offeredProviders } from "@/lib/auth/configured-providers";
import { requireOwnUser } from "@/lib/auth/guards";
import { safeNextPath } from "@/lib/auth/next-path";
import { PROVIDER_NAMES } from "@/lib/auth/oauth/identity";
import { waysIn } from "@/lib/auth/oauth/queries";
import { isRecentlyAuthenticated } from "@/lib/auth/sessions/recent";
import { database } from "@/lib/db";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "Confirm it's you" };

export default async function ConfirmIdentityPage({ searchParams }: PageProps<"/confirm-identity">) {
  const query = await searchParams;
  const next = safeNextPath(query.next);
  const user = await requireOwnUser(next);
  if (isRecentlyAuthenticated(user, new Date())) redirect(next as Route);
  const ways = await waysIn(database().prisma, user.id, offeredProviders(env()));
  return (
    <AuthCard
      title="Confirm it's you"
      lead={`Confirm your identity before you make this change. You are signed in as ${user.email}.`}
      problem={
        query.error === undefined
          ? null
          : "You did not confirm with an account that is linked to this one. Choose the linked account."
      }
      other="We ask for this again after ten minutes."
    >
      {user.hasSecondFactor ? (
        <CodeForm action={confirmWithCode} next={next} submit="Confirm" />
      ) : (
        <>
          {ways.linked.map((provider) => (
            <ProviderForm key={provider} provider={provider} next={next} action={confirmWithProvider} size="large">
              Continue with {PROVIDER_NAMES[provider]}
            </ProviderForm>
          ))}
          {ways.password ? <ConfirmIdentityForm next={next} action={confirmWithPassword} /> : null}
        </>
      )}
    </AuthCard>
  );
}
