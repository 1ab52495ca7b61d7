import { problem } from "@/lib/api/http/problems";
import { problemReply } from "@/lib/api/http/reply";
import { requestId } from "@/lib/api/http/request-id";
import { resourceOf } from "@/lib/api/http/resource";
import { METHODS, type Served } from "@/lib/api/http/turn-away";

/** Refuses methods that nothing at the requested URL supports, such as TRACE: see lib/api/http/turn-away. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resourceOf(async (request) => {
  const served = new URL(request.url).searchParams.get("of") ?? "";
  const allow = METHODS[Object.hasOwn(METHODS, served) ? (served as Served) : "api"].join(", ");
  const refusal = problem("method_not_allowed", { allow }).with({ headers: { allow } });
  return problemReply(refusal, requestId(request.headers));
});
