import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { problem } from "@/lib/api/http/problems";
import { problemReply } from "@/lib/api/http/reply";
import { requestId } from "@/lib/api/http/request-id";
import { log } from "@/lib/log";
import { metricsResource } from "@/lib/monitoring/scrape/metrics-resource";

/**
 * Serves GET /api/metrics on an address and port, for a worker, which has no other. One that is taken is logged: a worker without
 * metrics is better than none.
 */
export function serveMetrics(port: number, host: string): Server {
  const server = createServer((request, response) => {
    answer(request).then(
      (answered) => send(answered, response),
      (error: unknown) => {
        log.error({ err: error }, "the metrics could not be served");
        response.writeHead(500).end();
      },
    );
  });
  server.on("error", (error) =>
    log.error({ err: error, host, port }, "the metrics are not served: see METRICS_HOST and METRICS_PORT"),
  );
  return server.listen(port, host);
}

async function answer({ method = "GET", url = "/", headers }: IncomingMessage): Promise<Response> {
  const sent = new Headers();
  for (const name of ["authorization", "x-request-id"]) {
    const value = headers[name];
    if (typeof value === "string") sent.set(name, value);
  }
  if (!/^\/api\/metrics(\?|$)/.test(url)) return problemReply(problem("unknown_url"), requestId(sent));
  const request = new Request("http://localhost/api/metrics", { headers: sent });
  if (method === "OPTIONS") return metricsResource.OPTIONS(request);
  // The resource refuses every other method alike. Nothing of the body is read.
  return method === "GET" || method === "HEAD" ? metricsResource.GET(request) : metricsResource.POST(request);
}

async function send(answered: Response, response: ServerResponse): Promise<void> {
  const body = Buffer.from(await answered.arrayBuffer());
  response.writeHead(answered.status, { ...Object.fromEntries(answered.headers), "content-length": body.length });
  // Node leaves the body out of a response to HEAD.
  response.end(body);
}
