import type { Metadata } from "next";
import Link from "next/link";
import { forgotPasswordAction } from "@/app/(auth)/recovery-actions";
import { AuthCard } from "@/components/auth/auth-card";
import { ForgotPasswordForm } from "@/components/auth/forgot-password-form";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "Reset your password" };

export default function ForgotPasswordPage() {
  return (
    <AuthCard
      title="Reset your password"
      lead="Enter the email address of your account, and we send you a link to choose a new password."
      problem={null}
      other={
        <Link className="font-medium text-ink underline underline-offset-4" href="/signin">
          Back to sign in
        </Link>
      }
    >
      <ForgotPasswordForm hasOutbox={env().LOCAL_MODE} action={forgotPasswordAction} />
    </AuthCard>
  );
}
