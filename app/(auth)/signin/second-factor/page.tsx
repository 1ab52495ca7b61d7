import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import { signOutAction } from "@/app/(auth)/actions";
import { giveSecondFactor } from "@/app/(auth)/signin/second-factor/actions";
import { viewer } from "@/app/viewer";
import { AuthCard } from "@/components/auth/auth-card";
import { CodeForm } from "@/components/auth/code-form";
import { pendingUser } from "@/lib/auth/guards";
import { safeNextPath } from "@/lib/auth/next-path";

export const metadata: Metadata = { title: "Two-step sign-in" };

export default async function SecondFactorPage({ searchParams }: PageProps<"/signin/second-factor">) {
  const next = safeNextPath((await searchParams).next);
  if (await viewer()) redirect(next as Route);
  const user = await pendingUser();
  if (!user) redirect(`/signin?next=${encodeURIComponent(next)}` as Route);
  return (
    <AuthCard
      title="One more step"
      lead={`Enter the code from your authenticator app for ${user.email}.`}
      problem={null}
      other={
        <form action={signOutAction}>
          <button type="submit" className="focus-ring font-medium text-ink underline underline-offset-4">
            Sign in with a different account
          </button>
        </form>
      }
    >
      <CodeForm action={giveSecondFactor} next={next} submit="Sign in" />
    </AuthCard>
  );
}
