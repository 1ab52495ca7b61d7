import { storableText } from "@/lib/storable";

export const REASON = "Enter a reason of at most 500 characters.";

/** Why an admin acts on a user, for the audit log. */
export const adminReason = storableText.trim().min(1, REASON).max(500, REASON);
