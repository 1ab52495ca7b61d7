import type { UserAct } from "@/lib/account/admin-acts";

/** `typed` has to be typed first, for what cannot be undone. */
type Words = {
  button: string;
  title: string;
  effect: string;
  done: string;
  nothing: string;
  danger: boolean;
  typed?: string;
};

/** What each act is called, and what it will do. */
export const actWords: Record<UserAct | PlanAct, Words> = {
  lock: {
    button: "Lock sign-in",
    title: "Lock this user?",
    effect:
      "They are signed out everywhere, cannot sign in, and their API keys stop working. Their plan and their credits do not change. You can unlock them at any time.",
    done: "The user is locked and signed out everywhere.",
    nothing: "The user is already locked.",
    danger: true,
  },
  unlock: {
    button: "Unlock sign-in",
    title: "Unlock this user?",
    effect: "They can sign in again, and their API keys work again.",
    done: "The user can sign in again.",
    nothing: "The user is not locked, or is being deleted.",
    danger: false,
  },
  end_sessions: {
    button: "End sessions",
    title: "End every session?",
    effect: "They are signed out on every device and can sign in again. API keys stay valid.",
    done: "The user is signed out everywhere.",
    nothing: "There was nothing to end.",
    danger: true,
  },
  revoke_keys: {
    button: "Revoke API keys",
    title: "Revoke every API key?",
    effect: "Programs that use one of them stop working within a second. This cannot be undone.",
    done: "Every API key is revoked.",
    nothing: "The user has no active keys.",
    danger: true,
    typed: "revoke",
  },
  resend_verification: {
    button: "Resend verification",
    title: "Send another verification email?",
    effect: "They receive an email with a link that verifies their address. Earlier links keep working.",
    done: "The email is on its way.",
    nothing: "The address is already verified.",
    danger: false,
  },
  make_admin: {
    button: "Make admin",
    title: "Make this user an admin?",
    effect: "They can do everything that you can, including changing credits, refunding money and making other admins.",
    done: "The user is now an admin.",
    nothing: "The user is already an admin.",
    danger: true,
  },
  make_user: {
    button: "Remove admin role",
    title: "Remove the admin role?",
    effect: "They keep their account. Their service keys and keys with admin scopes stop working.",
    done: "The user is no longer an admin.",
    nothing: "The user is not an admin.",
    danger: true,
  },
  cancel_at_end: {
    button: "Cancel at period end",
    title: "Cancel the plan at the end of the period?",
    effect: "The plan and its credits stay until then, and it does not renew. A scheduled change is dropped.",
    done: "The plan ends with its period.",
    nothing: "The plan already ends with its period.",
    danger: true,
  },
  cancel_now: {
    button: "Cancel now",
    title: "Cancel the plan now?",
    effect: "The plan ends now, and its credits with it. No money is refunded. This cannot be undone.",
    done: "The plan has ended.",
    nothing: "The plan has already ended.",
    danger: true,
    typed: "cancel now",
  },
  resume: {
    button: "Resume plan",
    title: "Resume the plan?",
    effect: "A scheduled cancellation is undone, and a paused plan resumes. The next renewal is charged as usual.",
    done: "The plan continues.",
    nothing: "The plan continues.",
    danger: false,
  },
  end_given: {
    button: "End given plan",
    title: "End the plan that was given?",
    effect: "The plan and its unused credits end now, and they move to the free plan. You can give it again.",
    done: "The given plan has ended.",
    nothing: "No plan is given.",
    danger: true,
  },
};

export const PLAN_ACTS = ["cancel_at_end", "cancel_now", "resume", "end_given"] as const;
export type PlanAct = (typeof PLAN_ACTS)[number];
