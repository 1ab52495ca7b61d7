import { SubmitButton } from "@/components/ui/submit-button";

/** Verifies with a button press, because mail scanners open links too. */
export function VerifyEmailForm({ token, action }: { token: string; action: (form: FormData) => Promise<void> }) {
  return (
    <form action={action} className="grid">
      <input type="hidden" name="token" value={token} />
      <SubmitButton look="primary" size="large">
        Verify email address
      </SubmitButton>
    </form>
  );
}
