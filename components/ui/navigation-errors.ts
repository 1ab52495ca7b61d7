import { unstable_rethrow } from "next/navigation";

/** Throws what an action throws to move to another page, or to "not found". Other errors pass. */
export const rethrowNavigation: (error: unknown) => void = unstable_rethrow;

/** Whether an action asks to sign in, to enter the second factor or to confirm the user's identity, and to come back. */
export function isSignInRedirect(error: unknown): boolean {
  return /^NEXT_REDIRECT;\w+;\/(signin|confirm-identity)\b/.test(digestOf(error));
}

/** Whether an action found nothing: for admins, that is also how it refuses someone who is signed out. */
export function isNotFound(error: unknown): boolean {
  return digestOf(error).startsWith("NEXT_HTTP_ERROR_FALLBACK;404");
}

function digestOf(error: unknown): string {
  return error instanceof Error && "digest" in error ? String(error.digest) : "";
}
