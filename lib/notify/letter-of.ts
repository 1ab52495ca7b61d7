import { accountDeleted } from "@/lib/notify/templates/account-deleted";
import { actionRequired } from "@/lib/notify/templates/action-required";
import { changeEmail } from "@/lib/notify/templates/change-email";
import { credited } from "@/lib/notify/templates/credited";
import { disputeClosed, disputeOpened } from "@/lib/notify/templates/dispute";
import { duplicateRefunded } from "@/lib/notify/templates/duplicate-refunded";
import { emailChanged } from "@/lib/notify/templates/email-changed";
import { endingSoon } from "@/lib/notify/templates/ending-soon";
import { healthAlert } from "@/lib/notify/templates/health-alert";
import { lowBalance } from "@/lib/notify/templates/low-balance";
import { giftBought, packBought, planPaid } from "@/lib/notify/templates/paid";
import { passwordChanged } from "@/lib/notify/templates/password-changed";
import { paymentFailed } from "@/lib/notify/templates/payment-failed";
import { planCanceled, planEnded, planResumed } from "@/lib/notify/templates/plan-end";
import { referralRewarded } from "@/lib/notify/templates/referral-rewarded";
import { refilled } from "@/lib/notify/templates/refilled";
import { refunded } from "@/lib/notify/templates/refunded";
import { resetPassword } from "@/lib/notify/templates/reset-password";
import { securityNotice } from "@/lib/notify/templates/security-notice";
import { termsChange } from "@/lib/notify/templates/terms-change";
import { topupDone } from "@/lib/notify/templates/topup-done";
import { topupStopped } from "@/lib/notify/templates/topup-stopped";
import { trialRefused } from "@/lib/notify/templates/trial-refused";
import { verifyEmail } from "@/lib/notify/templates/verify-email";
import { welcome } from "@/lib/notify/templates/welcome";
import type { Letter, MailContent } from "@/lib/notify/types";

/** The content of an email: one letter per template. */
export function letterOf(content: MailContent): Letter {
  switch (content.template) {
    case "account_deleted":
      return accountDeleted();
    case "health_alert":
      return healthAlert(content);
    case "welcome":
      return welcome(content);
    case "payment_failed":
      return paymentFailed(content);
    case "action_required":
      return actionRequired(content);
    case "ending_soon":
      return endingSoon(content);
    case "plan_canceled":
      return planCanceled(content);
    case "plan_resumed":
      return planResumed(content);
    case "plan_ended":
      return planEnded(content);
    case "terms_change":
      return termsChange(content);
    case "refilled":
      return refilled(content);
    case "low_balance":
      return lowBalance(content);
    case "topup_done":
      return topupDone(content);
    case "pack_bought":
      return packBought(content);
    case "gift_bought":
      return giftBought(content);
    case "plan_paid":
      return planPaid(content);
    case "topup_stopped":
      return topupStopped(content);
    case "refunded":
      return refunded(content);
    case "credited":
      return credited(content);
    case "dispute_opened":
      return disputeOpened(content);
    case "dispute_closed":
      return disputeClosed(content);
    case "duplicate_refunded":
      return duplicateRefunded(content);
    case "security_notice":
      return securityNotice(content);
    case "trial_refused":
      return trialRefused(content);
    case "referral_rewarded":
      return referralRewarded(content);
    case "verify_email":
      return verifyEmail(content);
    case "reset_password":
      return resetPassword(content);
    case "change_email":
      return changeEmail(content);
    case "email_changed":
      return emailChanged(content);
    case "password_changed":
      return passwordChanged(content);
  }
}
