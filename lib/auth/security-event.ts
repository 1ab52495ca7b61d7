import { type Actor, audit } from "@/lib/audit";
import type { Db } from "@/lib/db";
import { log } from "@/lib/log";

/** The security events of an account, by their names in the audit log. */
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
  | "user.unlocked"
  | "user.view_ended"
  | "user.view_started";

export type SecurityEvent = {
  action: SecurityAction;
  /** The account's user; null when the address has no account. */
  userId: string | null;
  /** The actor, when it is not the user: an admin, or null for a script. */
  actorId?: string | null;
  /** The same with what is known of the request. */
  actor?: Actor;
  /** The network the request came from, shortened as in `networkOf`. */
  network?: string | null;
  reason?: string;
  /** Other details: never a password, key, token, code or full address. */
  details?: Record<string, string | number | boolean | null>;
};

/** Writes an event to the audit log and to the log. */
export async function recordSecurityEvent(db: Db, event: SecurityEvent, at: Date): Promise<void> {
  const { action, userId, network = null, reason, details } = event;
  const actorId = event.actor ? event.actor.userId : event.actorId === undefined ? userId : event.actorId;
  const target = { targetType: "user", targetId: userId ?? "unknown" };
  await audit(db, event.actor ?? { userId: actorId, network }, { action, ...target, reason, after: details }, at);
  log.info({ event: action, userId, actorId, network, reason, ...details }, "security");
}

/** An email address that only its owner can recognize: d***@example.com. */
export function maskedEmail(email: string): string {
  const [name = "", domain = ""] = email.split("@");
  return `${name.slice(0, 1)}***@${domain}`;
}
