import { invalidFields, type Problem } from "@/lib/api/problems";
import { idempotencyKey as schema } from "@/lib/api/schemas";

/** The request's idempotency key, from the header or the body; null when it has none. Two that differ are refused. */
export function idempotencyKeyOf(headers: Headers, inBody: string | undefined): { key: string | null } | Problem {
  const inHeader = headers.get("idempotency-key");
  if (inHeader === null) return { key: inBody ?? null };
  const parsed = schema.safeParse(inHeader);
  if (!parsed.success) {
    return invalidFields([{ field: "Idempotency-Key", message: parsed.error.issues[0]?.message ?? "Not valid." }]);
  }
  if (inBody !== undefined && inBody !== inHeader) {
    return invalidFields([{ field: "idempotencyKey", message: "The header Idempotency-Key says another key." }]);
  }
  return { key: inHeader };
}
