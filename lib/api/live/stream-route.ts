import type { Definition } from "@/lib/api/http/definition";
import type { Problem } from "@/lib/api/http/problems";
import { eventStreamReply } from "@/lib/api/http/reply";
import { type Call, type RouteHandler, serve } from "@/lib/api/http/route";

/** As `route`, for an endpoint that answers with a stream of events; refusals before it begins are problems as ever. */
export function streamRoute<D extends Definition>(
  definition: D,
  open: (call: Call<D>) => Promise<ReadableStream<Uint8Array> | Problem>,
): RouteHandler {
  // The framework answers HEAD with what GET answers, and would never read, or cancel, its body.
  return serve(definition, async (call) => (call.request.method === "HEAD" ? null : open(call)), eventStreamReply);
}
