import { isPlaceholderEmail } from "@/lib/account/placeholder-email";
import { emailSchema } from "@/lib/auth/schemas";

/** A customer's address as users have it, in lower case; null when no account can have it. */
export function parsedEmail(email: string | null): string | null {
  const parsed = emailSchema.safeParse(email ?? "");
  return parsed.success && !isPlaceholderEmail(parsed.data) ? parsed.data : null;
}
