import type { Metadata, Route } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { signInWithProvider, signUpAction } from "@/app/(auth)/actions";
import { orderLead } from "@/app/(auth)/order-lead";
import { offered } from "@/app/catalogue";
import { viewer } from "@/app/viewer";
import { AuthCard } from "@/components/auth/auth-card";
import { OAuthButtons } from "@/components/auth/oauth-buttons";
import { SignUpForm } from "@/components/auth/sign-up-form";
import { creditsText, formatCredits } from "@/components/ui/credits";
import { Notice } from "@/components/ui/notice";
import { configuredProviders } from "@/lib/auth/configured-providers";
import { safeNextPath } from "@/lib/auth/next-path";
import { keptReferralCode } from "@/lib/auth/referral-cookie";
import { findReferrer } from "@/lib/billing/referrals/record-referral";
import { rewardTerms } from "@/lib/billing/referrals/reward-terms";
import { database } from "@/lib/db";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "Create an account" };

export default async function SignUpPage({ searchParams }: PageProps<"/signup">) {
  const next = safeNextPath((await searchParams).next);
  if (await viewer()) redirect(next as Route);
  const { github, google } = configuredProviders(env());
  const invitation = await invitationOf(textOf((await searchParams).ref) ?? (await keptReferralCode()));
  const free = (await offered()).plans.find((plan) => plan.isFree);
  const freeLead = free && `You get ${formatCredits(free.creditsPerMonth)} free credits every month. No card needed.`;
  return (
    <AuthCard
      title="Create an account"
      lead={(await orderLead(next)) ?? freeLead}
      problem={null}
      other={
        <>
          Have an account?{" "}
          <Link
            className="font-medium text-ink underline underline-offset-4"
            href={{ pathname: "/signin", query: { next } }}
          >
            Sign in
          </Link>
        </>
      }
    >
      {invitation ? <Notice tone="good">{invitation}</Notice> : null}
      <OAuthButtons github={github !== null} google={google !== null} next={next} action={signInWithProvider} />
      <SignUpForm next={next} action={signUpAction} />
    </AuthCard>
  );
}

/** The reward promised to an invited visitor. Null without an invitation link, or with an unknown one. */
async function invitationOf(code: string | null): Promise<string | null> {
  const reward = rewardTerms()?.referred ?? 0n;
  if (!code || reward === 0n || !(await findReferrer(database().prisma, code))) return null;
  return `You were invited: you get ${creditsText(reward)} when you pay your first invoice for a plan.`;
}

function textOf(value: string | string[] | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
