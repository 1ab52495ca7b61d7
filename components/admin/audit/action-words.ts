import { own } from "@/lib/own";

// Where the words of the action itself would read badly.
const WORDS: Record<string, string> = {
  "account.exported": "Account data exported",
  "catalogue.pushed": "Catalogue pushed to Stripe",
  "mail.resent": "Email resent",
  "identity.confirmed": "Identity confirmed again",
  "identity.refused": "Identity not confirmed",
  "oauth.address_claimed": "Account claimed by a sign-in provider",
  "oauth.linked": "Sign-in provider linked",
  "oauth.unlinked": "Sign-in provider unlinked",
  "pack.stripe_linked": "Pack linked to Stripe",
  "plan.given_ended": "Given plan ended",
  "plan.move_canceled": "Move of subscribers canceled",
  "plan.move_started": "Move of subscribers started",
  "plan.stripe_linked": "Plan linked to Stripe",
  "recovery_codes.made": "Recovery codes created",
  "sign_in.locked_out": "Locked out after wrong passwords",
  "stripe.account_noted": "Stripe account noted",
  "stripe.move_began": "Move to another Stripe account started",
  "token.issued": "Access token issued",
  "user.customer_linked": "Stripe customer linked",
  "user.external_id_set": "External ID set",
  "user.note_added": "Note added",
  "user.role_changed": "Role changed",
  "user.same_person_noted": "Noted as the same person",
  "user.view_ended": "Viewing as the user ended",
  "user.view_started": "Viewing as the user started",
  "verification.resent": "Verification email resent",
};

/** An action of the audit log in plain words: `api_key.created` is "API key created". */
export function actionWords(action: string): string {
  const known = own(WORDS, action);
  if (known) return known;
  const words = action
    .replaceAll(/[._]/g, " ")
    .replace(/^api key/, "API key")
    .replace(/^sign in/, "sign-in");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
