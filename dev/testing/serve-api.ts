import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { readyEndpoint } from "@/lib/api/endpoints/health/definition";
import { ENDPOINTS } from "@/lib/api/endpoints/registry";
import type { Resource } from "@/lib/api/http/resource";

export type ApiOptions = {
  /** Is told the status of every response. */
  onAnswer?: (status: number, request: Request) => void;
};

/** Serves the API's route files on a real port of this machine; each is loaded when it is first asked for. */
export async function serveApi({ onAnswer }: ApiOptions = {}): Promise<{ url: string; close: () => Promise<void> }> {
  const app = new Hono();
  if (onAnswer) {
    app.use(async (context, next) => {
      await next();
      onAnswer(context.res.status, context.req.raw);
    });
  }
  for (const { method, path } of [...ENDPOINTS, readyEndpoint]) {
    const file = join(process.cwd(), "app", path.replaceAll("{", "[").replaceAll("}", "]"), "route.ts");
    app.on(method, path.replaceAll(/\{(\w+)\}/g, ":$1"), async (context) => {
      const resource: Resource = await import(file);
      return resource[method](context.req.raw, { params: Promise.resolve(context.req.param()) });
    });
  }
  const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 });
  await new Promise<void>((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        // A stream that a client still reads would keep it open.
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}
