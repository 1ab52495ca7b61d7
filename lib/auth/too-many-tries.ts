import { userSentence } from "@/lib/refusals/user-sentence";

/** Shown after too many wrong passwords or codes. */
export function tooManyTries(retryAfterSeconds: number): string {
  return userSentence("rate_limited", { retryAfterSeconds });
}
