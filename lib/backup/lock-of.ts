import type { Lock } from "./encryption";

type Settings = { BACKUP_PASSPHRASE?: string | undefined; BACKUP_RECIPIENTS: string[] };

/** How the settings encrypt a file. Throws when they say two ways. */
export function lockOf({ BACKUP_PASSPHRASE: passphrase, BACKUP_RECIPIENTS: recipients }: Settings): Lock {
  if (passphrase !== undefined && recipients.length > 0)
    throw new Error("Set BACKUP_PASSPHRASE or BACKUP_RECIPIENTS, not both.");
  if (passphrase !== undefined) return { kind: "passphrase", passphrase };
  return recipients.length > 0 ? { kind: "recipients", recipients } : { kind: "none" };
}
