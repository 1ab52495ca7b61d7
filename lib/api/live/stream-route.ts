import type { Definition } from "@/lib/api/http/definition";
import type { Problem } from "@/lib/api/http/problems";
import { eventStreamReply } from "@/lib/api/http/reply";
import { type Call, type RouteHandler, serve } from "@/lib/api/http/route";

/** Like `route`, for an endpoint that responds with a stream of events. Refusals before it starts are problems. */
export function streamRoute<D extends Definition>(
  definition: D,
  open: (call: Call<D>) => Promise<ReadableStream<Uint8Array> | Problem>,
): RouteHandler {
  // The framework answers HEAD with the GET handler, and would neither read nor cancel the body.
  return serve(definition, async (call) => (call.request.method === "HEAD" ? null : open(call)), eventStreamReply);
}
