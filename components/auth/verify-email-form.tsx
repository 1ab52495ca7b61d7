import { verifyEmailAction } from "@/app/(auth)/email-actions";
import { SubmitButton } from "@/components/ui/submit-button";

/** One press: only a person verifies an address, not the program that looks through their mail. */
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
