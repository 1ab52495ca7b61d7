import { cookieName } from "@/lib/cookies";
import { seal, unseal } from "@/lib/sealed";

/** Where an action or a page with secrets leads during a view. */
export const VIEW_ONLY_PATH = "/view-only";

/** The cookie of a browser in which an admin views the app as another user. */
export function viewCookieName(): string {
  return cookieName("view");
}

/**
 * The content of the cookie, worthless with any other session. It says that there is a view and not of whom: the session's
 * row does. Without the cookie the admin is themselves again, so nothing is gained by leaving it out.
 */
export function sealView(sessionId: string, until: Date): string {
  const sealed = seal(String(until.getTime()), { purpose: "user view", owner: sessionId });
  return Buffer.from(sealed).toString("base64url");
}

/** Whether the cookie is that of a view in this session which is not over at `at`. */
export function isViewCookie(cookie: string | undefined, sessionId: string, at: Date): boolean {
  if (!cookie) return false;
  const opened = unseal(Buffer.from(cookie, "base64url"), { purpose: "user view", owner: sessionId });
  return opened !== null && at.getTime() < Number(opened.text);
}
