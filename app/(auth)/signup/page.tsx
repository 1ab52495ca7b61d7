import type { Metadata, Route } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { offered } from "@/app/catalogue";
import { viewer } from "@/app/viewer";
import { AuthCard } from "@/components/auth/auth-card";
import { OAuthButtons } from "@/components/auth/oauth-buttons";
import { SignUpForm } from "@/components/auth/sign-up-form";
import { formatCredits } from "@/components/ui/credits";
import { safeNextPath } from "@/lib/auth/next-path";
import { configuredProviders } from "@/lib/auth/providers";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "Create an account" };

export default async function SignUpPage({ searchParams }: PageProps<"/signup">) {
  const next = safeNextPath((await searchParams).next);
  if (await viewer()) redirect(next as Route);
  const { github, google } = configuredProviders(env());
  const free = (await offered()).plans.find((plan) => plan.isFree);
  return (
    <AuthCard
      title="Create an account"
      lead={
        free ? `You begin with ${formatCredits(free.creditsPerMonth)} free credits, every month. No card needed.` : null
      }
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
      <OAuthButtons github={github !== null} google={google !== null} next={next} />
      <SignUpForm next={next} />
    </AuthCard>
  );
}
