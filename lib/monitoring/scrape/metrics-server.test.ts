import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, expect, test } from "vitest";
import { closeAppDatabase } from "@/lib/api/testing/people";
import { parseEnv } from "@/lib/env";
import { serveMetrics } from "@/lib/monitoring/scrape/metrics-server";
import { parseMetrics } from "@/lib/monitoring/testing/parse-metrics";

process.env.METRICS_TOKEN = "5Qv1zN8rT3kYw7Lb2XcJ9dGh";
closeAppDatabase();
const server = serveMetrics(0, parseEnv({ ...process.env, METRICS_HOST: "" }).METRICS_HOST);
await once(server, "listening");
const { port } = server.address() as AddressInfo;
afterAll(() => server.close().closeAllConnections());

const authorization = `Bearer ${process.env.METRICS_TOKEN}`;
const ask = (path: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${port}${path}`, init);

test("a worker serves its metrics on its own port, with the same token and nothing else", async () => {
  const answer = await ask("/api/metrics", { headers: { authorization } });
  expect(answer.status).toBe(200);
  expect(parseMetrics(await answer.text()).has("process_cpu_seconds_total")).toBe(true);
  expect((await ask("/api/metrics", { method: "HEAD", headers: { authorization } })).status).toBe(200);
  const refused: [string, RequestInit, number][] = [
    ["/api/metrics", {}, 401],
    ["/api/metrics", { headers: { authorization: "Bearer x" } }, 401],
    ["/api/metrics", { method: "POST", body: "{}", headers: { authorization } }, 405],
    ["/api/metrics", { method: "PROPFIND", headers: { authorization } }, 405],
    ["/", { headers: { authorization } }, 404],
    ["/api/health/live", {}, 404],
  ];
  for (const [path, init, status] of refused) expect((await ask(path, init)).status, path).toBe(status);
});

test("unless METRICS_HOST is set, it listens on the loopback address only", () => {
  expect(server.address()).toMatchObject({ address: "127.0.0.1" });
});

test("a port that is taken does not stop the worker", async () => {
  const second = serveMetrics(port, "127.0.0.1");
  await once(second, "error");
  expect((await ask("/api/metrics")).status).toBe(401);
});
