import type { FormState } from "@/components/ui/form-state";

/** The form state holds a new key once, for the user to copy. */
export type KeyState = FormState & { made?: { name: string; key: string } };

export type KeyAction = (before: KeyState, form: FormData) => Promise<KeyState>;

/** Whether there was still a key to revoke. */
export type RevokeAction = (keyId: string) => Promise<boolean>;
