import type { Metadata, Route } from "next";
import { verifyEmailAction } from "@/app/(auth)/email-actions";
import { viewer } from "@/app/viewer";
import { AuthCard } from "@/components/auth/auth-card";
import { LinkOver } from "@/components/auth/link-over";
import { VerifyEmailForm } from "@/components/auth/verify-email-form";
import { LinkButton } from "@/components/ui/button";
import { readLink } from "@/lib/auth/mailed-links/redeem-link";
import { returnPath } from "@/lib/auth/next-path";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";

// This page's URL contains a secret token, so it must not leak through the Referer header.
export const metadata: Metadata = { title: "Verify your email address", referrer: "no-referrer" };

export default async function VerifyEmailPage({ searchParams }: PageProps<"/verify-email">) {
  const { token, done, next } = await searchParams;
  const user = await viewer();
  if (typeof done === "string") return <Verified signedIn={user !== null} next={returnPath(next)} />;
  // Opening the page verifies nothing: many mail programs fetch links before anyone reads the message.
  const link = await readLink(database().prisma, { token, purpose: "VERIFY_EMAIL" }, await now());
  if (link && typeof token === "string") {
    return (
      <AuthCard
        title="Verify your email address"
        lead={`Confirm that ${link.email} is yours and that you created this account.`}
        problem={null}
        other={null}
      >
        <VerifyEmailForm token={token} action={verifyEmailAction} />
      </AuthCard>
    );
  }
  if (user?.emailVerified) return <Verified signedIn next={undefined} />;
  return (
    <LinkOver
      sentence="Links to verify an address work once and expire after 24 hours. You can send a new one from the notice at the top of your account."
      href="/dashboard"
      way={user ? "Go to your dashboard" : "Sign in"}
    />
  );
}

function Verified({ signedIn, next }: { signedIn: boolean; next: string | undefined }) {
  const way = next ? "Continue with your order" : "Go to your dashboard";
  return (
    <AuthCard
      title="Your email address is verified"
      lead="Free credits, codes and trials are open to your account."
      problem={null}
      other={null}
    >
      <LinkButton href={(next ?? "/dashboard") as Route} look="primary" size="large">
        {signedIn ? way : "Sign in"}
      </LinkButton>
    </AuthCard>
  );
}
