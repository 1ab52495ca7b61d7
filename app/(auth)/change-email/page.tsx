import type { Metadata } from "next";
import { confirmEmailAction } from "@/app/(auth)/email-actions";
import { AuthCard } from "@/components/auth/auth-card";
import { ConfirmEmailForm } from "@/components/auth/confirm-email-form";
import { LinkOver } from "@/components/auth/link-over";
import { readLink } from "@/lib/auth/mailed-links/redeem-link";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";

// This page's URL contains a secret token, so it must not leak through the Referer header.
export const metadata: Metadata = { title: "Confirm your new email address", referrer: "no-referrer" };

export default async function ChangeEmailPage({ searchParams }: PageProps<"/change-email">) {
  const { token } = await searchParams;
  const link = await readLink(database().prisma, { token, purpose: "CHANGE_EMAIL" }, await now());
  if (!link || typeof token !== "string") {
    return (
      <LinkOver
        sentence="Links to confirm a new email address work once and expire after an hour."
        href="/settings"
        way="Go to your settings"
      />
    );
  }
  return (
    <AuthCard
      title="Confirm your new email address"
      lead={`Your account's email address will change to ${link.email}. Every other browser is signed out.`}
      problem={null}
      other={null}
    >
      <ConfirmEmailForm token={token} action={confirmEmailAction} />
    </AuthCard>
  );
}
