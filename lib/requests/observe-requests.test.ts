import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { afterAll, expect, test, vi } from "vitest";
import { logLines } from "@/dev/testing/log-lines";
import { log } from "@/lib/log";
import { routeMatcher } from "@/lib/monitoring/route-template";
import { readActions } from "./actions";
import { observeRequests } from "./observe-requests";

const folder = mkdtempSync(join(tmpdir(), "refill-build-"));
mkdirSync(join(folder, ".next/server"), { recursive: true });
writeFileSync(
  join(folder, ".next/server/server-reference-manifest.json"),
  JSON.stringify({ node: { "00ab": { exportedName: "changePassword" } } }),
);

const routeOf = routeMatcher(["/settings", "/api/health/live", "/admin/users/[id]", "/api/[...path]"]);

// What stands for the framework and a handler: it logs after a turn of the event loop.
const server = createServer(async (request, response) => {
  const id = request.headers["x-request-id"];
  await turn();
  log.info({ seen: id }, "handled");
  response.statusCode = request.url?.startsWith("/settings") ? 200 : 404;
  response.end();
});
const stop = observeRequests({ routeOf, actions: readActions(folder) });
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

afterAll(() => {
  stop();
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true });
});

test("every request has one line with its route, and its id is on every line it causes", async () => {
  const lines = logLines();
  const ask = (path: string, init: RequestInit = {}) => fetch(url + path, init).then((answer) => answer.text());
  await Promise.all([
    ask("/settings?token=q3Jx8vS0dK1mZ7bT", { method: "POST", headers: { "next-action": "00ab" } }),
    ask("/admin/users/019ad0c8?q=ada", { headers: { "x-request-id": "req-of-the-caller" } }),
    ask("/api/unknown/thing"),
    ask("/wp-login"),
  ]);
  const requests = await vi.waitUntil(() => {
    const found = lines.filter(({ msg }) => msg === "request");
    return found.length === 4 && found;
  });
  expect(requests.map(({ method, route, status, action }) => ({ method, route, status, action }))).toEqual(
    expect.arrayContaining([
      { method: "POST", route: "/settings", status: 200, action: "changePassword" },
      { method: "GET", route: "/admin/users/[id]", status: 404, action: undefined },
      { method: "GET", route: "/api/[...path]", status: 404, action: undefined },
      { method: "GET", route: "other", status: 404, action: undefined },
    ]),
  );
  expect(requests.find(({ route }) => route === "/admin/users/[id]")?.requestId).toBe("req-of-the-caller");
  const handled = lines.filter(({ msg }) => msg === "handled");
  expect(handled).toHaveLength(4);
  for (const { requestId, seen } of handled) expect(requestId).toBe(seen);
  expect(new Set(requests.map(({ requestId }) => requestId))).toEqual(new Set(handled.map(({ seen }) => seen)));
  expect(JSON.stringify(requests)).not.toMatch(/q3Jx|019ad0c8|ada/);
});

test("health checks and files are only logged at the level debug", async () => {
  const lines = logLines();
  log.level = "info";
  await fetch(`${url}/_next/static/chunk.js`);
  await fetch(`${url}/settings`);
  await vi.waitUntil(() => lines.some(({ route }) => route === "/settings"));
  expect(lines.filter(({ msg, status }) => msg === "request" && status === 200)).toHaveLength(1);
});
