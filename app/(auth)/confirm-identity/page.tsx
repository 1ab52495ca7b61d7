import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import { AuthCard } from "@/components/auth/auth-card";
import { CodeForm } from "@/components/auth/code-form";
import { ConfirmIdentityForm } from "@/components/auth/confirm-identity-form";
import { requireUser } from "@/lib/auth/guards";
import { safeNextPath } from "@/lib/auth/next-path";
import { isRecentlyAuthenticated } from "@/lib/auth/sessions/recent";

export const metadata: Metadata = { title: "Confirm it's you" };

export default async function ConfirmIdentityPage({ searchParams }: PageProps<"/confirm-identity">) {
  const next = safeNextPath((await searchParams).next);
  const user = await requireUser(next);
  if (isRecentlyAuthenticated(user, new Date())) redirect(next as Route);
  return (
    <AuthCard
      title="Confirm it's you"
      lead={`This needs more than an open session. You are signed in as ${user.email}.`}
      problem={null}
      other="We ask again after ten minutes."
    >
      {user.hasSecondFactor ? <CodeForm action="confirm" next={next} /> : <ConfirmIdentityForm next={next} />}
    </AuthCard>
  );
}
