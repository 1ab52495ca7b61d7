import { audit } from "@/lib/audit";
import type { Db } from "@/lib/db";
import { log } from "@/lib/log";

/** What happens to an account's sign-in, as the audit log names it. */
export type SecurityAction =
  | "account.deleted"
  | "account.deletion_requested"
  | "account.exported"
  | "api_key.created"
  | "api_key.revoked"
  | "email.change_requested"
  | "email.changed"
  | "email.verified"
  | "identity.confirmed"
  | "identity.refused"
  | "oauth.address_claimed"
  | "oauth.linked"
  | "oauth.unlinked"
  | "password.changed"
  | "password.reset"
  | "password.reset_requested"
  | "recovery_code.used"
  | "recovery_codes.made"
  | "second_factor.disabled"
  | "second_factor.enabled"
  | "second_factor.failed"
  | "session.ended"
  | "sessions.ended"
  | "sign_in.failed"
  | "sign_in.locked_out"
  | "sign_in.succeeded"
  | "token.issued"
  | "user.locked"
  | "user.role_changed"
  | "user.unlocked";

export type SecurityEvent = {
  action: SecurityAction;
  /** Whose account it is about; null when the address has none. */
  userId: string | null;
  /** Who did it, when that is not the user: an admin, or null for a script. */
  actorId?: string | null;
  /** Where the request came from, shortened as in `networkOf`. */
  network?: string | null;
  reason?: string;
  /** What else helps: never a password, key, token, code or a full address. */
  details?: Record<string, string | number | boolean | null>;
};

/** Writes a row into the audit log and the same as a structured log line. */
export async function recordSecurityEvent(db: Db, event: SecurityEvent, at: Date): Promise<void> {
  const { action, userId, network = null, reason, details } = event;
  const actorId = event.actorId === undefined ? userId : event.actorId;
  const target = { targetType: "user", targetId: userId ?? "unknown" };
  await audit(db, { userId: actorId, network }, { action, ...target, reason, after: details }, at);
  log.info({ event: action, userId, actorId, network, reason, ...details }, "security");
}

/** An email address so that its owner knows it and nobody else does: d***@example.com. */
export function maskedEmail(email: string): string {
  const [name = "", domain = ""] = email.split("@");
  return `${name.slice(0, 1)}***@${domain}`;
}
