import { verifyEmailAction } from "@/app/(auth)/email-actions";
import { SubmitButton } from "@/components/ui/submit-button";

/** Verifies with a button press, because mail scanners open links too. */
export function VerifyEmailForm({ token }: { token: string }) {
  return (
    <form action={verifyEmailAction} className="grid">
      <input type="hidden" name="token" value={token} />
      <SubmitButton look="primary" size="large">
        Verify email address
      </SubmitButton>
    </form>
  );
}
