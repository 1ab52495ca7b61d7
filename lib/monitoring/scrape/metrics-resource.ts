import { hasBearerSecret } from "@/lib/api/http/bearer-secret";
import { problem } from "@/lib/api/http/problems";
import { problemReply } from "@/lib/api/http/reply";
import { requestId } from "@/lib/api/http/request-id";
import { resource } from "@/lib/api/http/resource";
import { env } from "@/lib/env";
import { noteAuthFailure } from "@/lib/monitoring/note-refusals";
import { METRICS_TYPE, scrape } from "@/lib/monitoring/scrape/scrape";

/** The metrics for Prometheus. */
export const metricsResource = resource({ GET: (request) => answerScrape(request, env().METRICS_TOKEN) });

/**
 * Answers with the metrics if the request has the token, and with 404 if there is none. No rate limit applies, and it
 * answers while the database is down.
 */
export async function answerScrape(request: Request, token: string | undefined): Promise<Response> {
  const id = requestId(request.headers);
  if (!token) return problemReply(problem("metrics_off"), id);
  if (!hasBearerSecret(request, token)) {
    noteAuthFailure("metrics_token", "bad_metrics_token");
    return problemReply(problem("bad_metrics_token"), id);
  }
  const headers = { "content-type": METRICS_TYPE, "cache-control": "no-store", "x-request-id": id };
  return new Response(await scrape(), { headers });
}
