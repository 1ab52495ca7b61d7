import type { Caller } from "@/lib/api/http/caller";
import { invalidFields, Problem } from "@/lib/api/http/problems";
import { idempotencyKey as schema } from "@/lib/api/http/schemas";
import { personsKey } from "@/lib/ledger/reserved-keys";

/**
 * The request's idempotency key as it is stored, from the header or the body; null if there is none. If both have one,
 * they must be equal.
 */
export function idempotencyKeyOf(
  request: Request,
  caller: Caller,
  inBody: string | undefined,
): { key: string | null } | Problem {
  const sent = sentKey(request, inBody);
  return sent instanceof Problem ? sent : { key: storedKey(caller, sent.key) };
}

/** The request's idempotency key as it was sent. */
export function sentKey({ headers }: Request, inBody: string | undefined): { key: string | undefined } | Problem {
  const inHeader = headers.get("idempotency-key");
  if (inHeader === null) return { key: inBody };
  const parsed = schema.safeParse(inHeader);
  if (!parsed.success) {
    return invalidFields([{ field: "Idempotency-Key", message: parsed.error.issues[0]?.message ?? "Not valid." }]);
  }
  if (inBody !== undefined && inBody !== inHeader) {
    return invalidFields([{ field: "idempotencyKey", message: "Differs from the header Idempotency-Key." }]);
  }
  return { key: inHeader };
}

/**
 * People's keys are stored apart from those of the app and its service keys, so that a person cannot use up one of
 * these.
 */
export function storedKey({ key: credential }: Caller, sent: string | undefined): string | null {
  if (sent === undefined) return null;
  return credential?.service ? sent : personsKey(sent);
}
