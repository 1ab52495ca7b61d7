import type { Caller } from "@/lib/api/http/caller";
import { invalidFields, type Problem } from "@/lib/api/http/problems";
import { idempotencyKey as schema } from "@/lib/api/http/schemas";
import { personsKey } from "@/lib/ledger/reserved-keys";

/**
 * The request's idempotency key as it is stored, from the header or the body; null if there is none. If both have one,
 * they must be equal.
 */
export function idempotencyKeyOf(
  { headers }: Request,
  caller: Caller,
  inBody: string | undefined,
): { key: string | null } | Problem {
  const inHeader = headers.get("idempotency-key");
  if (inHeader === null) return { key: storedKey(caller, inBody) };
  const parsed = schema.safeParse(inHeader);
  if (!parsed.success) {
    return invalidFields([{ field: "Idempotency-Key", message: parsed.error.issues[0]?.message ?? "Not valid." }]);
  }
  if (inBody !== undefined && inBody !== inHeader) {
    return invalidFields([{ field: "idempotencyKey", message: "Differs from the header Idempotency-Key." }]);
  }
  return { key: storedKey(caller, inHeader) };
}

/**
 * People's keys are stored apart from those of the app and its service keys, so that a person cannot use up one of
 * these.
 */
export function storedKey({ key: credential }: Caller, sent: string | undefined): string | null {
  if (sent === undefined) return null;
  return credential?.service ? sent : personsKey(sent);
}
