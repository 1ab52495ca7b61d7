import { z } from "zod";
import { KEY_SCOPES } from "@/lib/auth/api-keys/scopes";

const DAYS = ["30", "90", "365"] as const;

/** The form for a new key. `days` is null for a key without expiry. */
export const apiKeyForm = z.object({
  keyName: z
    .string()
    .trim()
    .min(1, "Enter a name for the key.")
    .max(100, "Use at most 100 characters.")
    .regex(/^\P{Cc}*$/u, "A name cannot contain control characters."),
  days: z.union([z.enum(DAYS).transform(Number), z.literal("").transform(() => null)], "Choose how long it works."),
  scopes: z.array(z.enum(KEY_SCOPES)).min(1, "Choose at least one."),
});
