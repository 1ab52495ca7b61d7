import type { Caller } from "@/lib/api/http/caller";
import type { Actor } from "@/lib/audit";
import { deviceOf } from "@/lib/auth/request-device";

/** The caller of an endpoint as the audit log records them. */
export function auditActor(call: { caller: Caller; request: Request; requestId: string }): Actor {
  const { caller, request, requestId } = call;
  return {
    userId: caller.userId,
    apiKeyId: caller.key?.id ?? null,
    network: deviceOf(request.headers).network,
    requestId,
  };
}
