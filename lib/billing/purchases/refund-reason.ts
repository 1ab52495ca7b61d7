import { storableText } from "@/lib/storable";

/** Why a payment is refunded, for the audit log. */
export const refundReason = storableText.trim().min(3, "Enter a reason.").max(300, "Use at most 300 characters.");
