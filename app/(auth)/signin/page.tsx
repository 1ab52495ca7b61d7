import type { Metadata, Route } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { signInAction, signInWithProvider } from "@/app/(auth)/actions";
import { orderLead } from "@/app/(auth)/order-lead";
import { viewer } from "@/app/viewer";
import { AuthCard } from "@/components/auth/auth-card";
import { ForgetFormerUser } from "@/components/auth/forget-former-user";
import { OAuthButtons } from "@/components/auth/oauth-buttons";
import { SignInForm } from "@/components/auth/sign-in-form";
import { Notice } from "@/components/ui/notice";
import { configuredProviders } from "@/lib/auth/configured-providers";
import { pendingUser, secondFactorPath } from "@/lib/auth/guards";
import { safeNextPath } from "@/lib/auth/next-path";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: PageProps<"/signin">) {
  const query = await searchParams;
  const next = safeNextPath(query.next);
  if (await viewer()) redirect(next as Route);
  if (await pendingUser()) redirect(secondFactorPath(next));
  const done = doneSentence(query.done);
  const { github, google } = configuredProviders(env());
  return (
    <AuthCard
      title="Sign in"
      lead={await orderLead(next)}
      problem={problemOf(query.error)}
      other={
        <>
          New here?{" "}
          <Link
            className="font-medium text-ink underline underline-offset-4"
            href={{ pathname: "/signup", query: { next } }}
          >
            Create an account
          </Link>
        </>
      }
    >
      {done ? (
        <Notice tone="good" live>
          {done}
        </Notice>
      ) : null}
      <OAuthButtons github={github !== null} google={google !== null} next={next} action={signInWithProvider} />
      <SignInForm next={next} action={signInAction} />
      <ForgetFormerUser />
    </AuthCard>
  );
}

/** The sentence for an OAuth sign-in error, by next-auth's error name. */
function problemOf(error: string | string[] | undefined): string | null {
  switch (error) {
    case undefined:
      return null;
    case "OAuthAccountNotLinked":
      return "An account with this email address already exists. Sign in the way you usually do, then link GitHub or Google in your settings.";
    case "AccessDenied":
      return "Sign-in was refused. Your account may be locked, or your email address may not be verified with that provider.";
    default:
      return "Sign-in failed. Try again, or use your password.";
  }
}

/** What was just done through an emailed link in a browser that is not signed in. */
function doneSentence(done: string | string[] | undefined): string | null {
  if (done === "password") return "Your password was changed. Sign in with your new password.";
  return done === "email" ? "Your email address was changed. Sign in with your new address." : null;
}
