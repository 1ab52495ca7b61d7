import type { Metadata } from "next";
import Link from "next/link";
import { resetPasswordAction } from "@/app/(auth)/recovery-actions";
import { AuthCard } from "@/components/auth/auth-card";
import { LinkOver } from "@/components/auth/link-over";
import { ResetPasswordForm } from "@/components/auth/reset-password-form";
import { Notice } from "@/components/ui/notice";
import { readLink } from "@/lib/auth/mailed-links/redeem-link";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";

// This page's URL contains a secret token, so it must not leak through the Referer header.
export const metadata: Metadata = { title: "Choose a new password", referrer: "no-referrer" };

export default async function ResetPasswordPage({ searchParams }: PageProps<"/reset-password">) {
  const { token } = await searchParams;
  const db = database().prisma;
  const link = await readLink(db, { token, purpose: "RESET_PASSWORD" }, await now());
  if (!link || typeof token !== "string") {
    return (
      <LinkOver
        sentence="Links to choose a new password work once and expire after 30 minutes."
        href="/forgot-password"
        way="Send a new link"
      />
    );
  }
  const { emailVerified } = await db.user.findUniqueOrThrow({
    where: { id: link.userId },
    select: { emailVerified: true },
  });
  return (
    <AuthCard
      title="Choose a new password"
      lead={`For ${link.email}. You will be signed out everywhere; sign in again with the new password.`}
      problem={null}
      other={
        <Link className="font-medium text-ink underline underline-offset-4" href="/signin">
          Back to sign in
        </Link>
      }
    >
      {emailVerified ? null : (
        <Notice tone="warn">
          This address was never verified, so someone else may have set up this account. Its API keys, linked accounts
          and two-step sign-in are removed when you set the new password.
        </Notice>
      )}
      <ResetPasswordForm token={token} email={link.email} action={resetPasswordAction} />
    </AuthCard>
  );
}
