import { z } from "zod";

/** Why a payment is refunded, for the audit log. */
export const refundReason = z.string().trim().min(3, "Enter a reason.").max(300, "Use at most 300 characters.");
