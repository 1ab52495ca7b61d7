import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import {
  type AppRouteRouteHandlerContext,
  AppRouteRouteModule,
  type AppRouteRouteModuleOptions,
  type AppRouteUserlandModule,
} from "next/dist/server/route-modules/app-route/module.js";
import { NextRequest } from "next/server";
import { afterAll } from "vitest";

type RouteFile = { GET?: unknown; POST?: unknown };
type RouteParams = Record<string, string | string[]>;

/**
 * One route file behind a real port, run by Next's own route module: unlike a handler that is called by itself, it has
 * cookies() and headers(). `paramsOf` fills the […] of its path. Closed when the test file is done; returns its address.
 */
export async function serveRoute(load: () => Promise<RouteFile>, paramsOf: (url: URL) => RouteParams): Promise<string> {
  const server = serve({
    hostname: "127.0.0.1",
    port: 0,
    // Node closes an idle connection after five seconds, on a busy machine just when the next request is sent.
    serverOptions: { keepAliveTimeout: 300_000 },
    fetch: async (request) => handle(await load(), paramsOf(new URL(request.url)), await nextRequest(request)),
  });
  await new Promise<void>((resolve) => server.once("listening", resolve));
  afterAll(() => new Promise<void>((resolve, reject) => server.close((error) => (error ? reject(error) : resolve()))));
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

async function handle(file: RouteFile, params: RouteParams, request: NextRequest): Promise<Response> {
  const handlers = file as AppRouteUserlandModule;
  const route = new AppRouteRouteModule({
    userland: () => handlers,
    getUserland: () => handlers,
    // An ambient const enum, which only Next itself can import.
    definition: { ...PLACE, kind: "APP_ROUTE" as AppRouteRouteModuleOptions["definition"]["kind"] },
    distDir: ".next",
    relativeProjectDir: "",
    resolvedPagePath: "route.ts",
    nextConfigOutput: undefined,
  });
  await route.ensureUserland();
  const renderOpts = { experimental: {}, supportsDynamicResponse: true, incrementalCache };
  const shared = { previewProps: {}, sharedContext: { buildId: "", deploymentId: "" } };
  return route.handle(request, { params, renderOpts, ...shared } as unknown as AppRouteRouteHandlerContext);
}

/** What `unstable_cache` keeps, for the whole process and until anything is revalidated. */
const cached = new Map<string, unknown>();

const incrementalCache = {
  resetRequestCache: () => undefined,
  revalidateTag: async () => cached.clear(),
  generateSimpleCacheKey: (key: string) => key,
  get: async (key: string) => (cached.has(key) ? { value: cached.get(key), isStale: false } : null),
  set: async (key: string, value: unknown) => void cached.set(key, value),
};

const PLACE = { page: "/route", pathname: "/route", filename: "route.ts", bundlePath: "" };

async function nextRequest(request: Request): Promise<NextRequest> {
  const { method, url } = request;
  const body = method === "GET" || method === "HEAD" ? null : await request.arrayBuffer();
  return new NextRequest(url, { method, headers: new Headers([...request.headers]), body });
}
