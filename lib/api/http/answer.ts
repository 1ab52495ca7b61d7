import { outage } from "@/lib/api/http/outages";
import { Problem, problem } from "@/lib/api/http/problems";
import { emptyReply, jsonReply, problemReply } from "@/lib/api/http/reply";
import { requestId } from "@/lib/api/http/request-id";
import { log } from "@/lib/log";

/** For the few routes outside v1: JSON, nothing for null, or a problem, and 503 or an opaque 500 for what is thrown. */
export async function answer(request: Request, work: () => Promise<object | Problem | null>): Promise<Response> {
  const id = requestId(request.headers);
  try {
    const result = await work();
    if (result instanceof Problem) return problemReply(result, id);
    return result ? jsonReply(200, result, id) : emptyReply(id);
  } catch (error) {
    const away = outage(error);
    log[away ? "warn" : "error"]({ requestId: id, url: new URL(request.url).pathname, err: error }, "failed");
    return problemReply(away ?? problem("internal_error"), id);
  }
}
