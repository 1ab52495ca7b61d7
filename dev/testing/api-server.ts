import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { afterAll } from "vitest";
import { ENDPOINTS } from "@/lib/api/endpoints/registry";
import type { Resource } from "@/lib/api/http/resource";

type ApiOptions = {
  /** Is told the status of every response. */
  onAnswer?: (status: number, request: Request) => void;
};

/** Serves the API's route files on a real port for a test file. Closed after the file. */
export async function testApi({ onAnswer }: ApiOptions = {}): Promise<{ url: string }> {
  const app = new Hono();
  if (onAnswer) {
    app.use(async (context, next) => {
      await next();
      onAnswer(context.res.status, context.req.raw);
    });
  }
  for (const { method, path } of ENDPOINTS) {
    const file = join(process.cwd(), "app", path.replaceAll("{", "[").replaceAll("}", "]"), "route.ts");
    const resource: Resource = await import(file);
    app.on(method, path.replaceAll(/\{(\w+)\}/g, ":$1"), (context) =>
      resource[method](context.req.raw, { params: Promise.resolve(context.req.param()) }),
    );
  }
  const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 });
  await new Promise<void>((resolve) => server.once("listening", resolve));
  afterAll(() => new Promise<void>((resolve, reject) => server.close((error) => (error ? reject(error) : resolve()))));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}` };
}
