// @module-tag full
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { z } from "zod";
import { testDatabase } from "@/dev/testing/database";
import { testStripe } from "@/dev/testing/stripe";
import { closeAppDatabase } from "@/lib/api/testing/people";
import { noteDelivery, noteProcessed } from "@/lib/monitoring/note-events";
import { routeMatcher } from "@/lib/monitoring/route-template";
import { scrape } from "@/lib/monitoring/scrape/scrape";
import {
  processOneEvent,
  recordChecks,
  refuseSome,
  runJobs,
  sendRequests,
  spendThreeTimes,
} from "@/lib/monitoring/testing/exercise";
import { type Family, parseMetrics, sumOf } from "@/lib/monitoring/testing/parse-metrics";
import { parseQuery } from "@/lib/monitoring/testing/promql";
import { routesOfSource } from "@/lib/monitoring/testing/routes-of-source";
import { endpointTemplate } from "@/lib/stripe/endpoint-template";

const database = await testDatabase();
const stripe = await testStripe();
closeAppDatabase();

const routes = routesOfSource();
let metrics: Map<string, Family>;

beforeAll(async () => {
  await refuseSome(database);
  await recordChecks(database);
  await spendThreeTimes(database);
  await processOneEvent(database, stripe);
  runJobs("process_webhook_event");
  await sendRequests(routeMatcher(routes), [
    { method: "GET", path: "/pricing?by=month" },
    { method: "POST", path: "/api/v1/credits/consume" },
    { method: "POST", path: "/api/webhooks/stripe" },
  ]);
  metrics = parseMetrics(await scrape());
});

const value = (name: string, labels?: Record<string, string>) => sumOf(metrics, name, labels);

test("spends are counted by outcome, with the batches they were in", () => {
  expect(value("refill_spends_total", { verb: "debit", outcome: "ok" })).toBe(1);
  expect(value("refill_spends_total", { outcome: "replayed" })).toBe(1);
  expect(value("refill_spends_total", { outcome: "insufficient_credits" })).toBe(1);
  expect(value("refill_spend_batch_size_count")).toBe(3);
  expect(value("refill_spend_wait_seconds_count")).toBe(3);
  expect(value("refill_spend_queue_depth")).toBe(0);
});

test("requests are counted by the template of their route", () => {
  const of = (labels: Record<string, string>) => value("refill_http_requests_total", labels);
  expect(of({ kind: "page", method: "GET", route: "/pricing", status: "200" })).toBe(1);
  expect(of({ kind: "api", method: "POST", route: "/api/v1/credits/consume" })).toBe(1);
  expect(of({ kind: "webhook", route: "/api/webhooks/stripe" })).toBe(1);
  expect(value("refill_http_request_duration_seconds_count", { route: "/pricing" })).toBe(1);
  expect(value("refill_http_requests_in_progress")).toBe(0);
});

test("reports of browsers are counted by directive", () => {
  expect(value("refill_csp_reports_total", { directive: "script-src-elem" })).toBe(1);
});

test("webhook events are counted as they arrive and as they are processed", () => {
  const type = "invoice.paid";
  expect(value("refill_webhook_deliveries_total", { type, result: "new" })).toBe(2);
  expect(value("refill_webhook_events_processed_total", { type, result: "ignored" })).toBe(1);
  expect(value("refill_webhook_processing_delay_seconds_count")).toBe(1);
  expect(value("refill_webhook_inbox_depth")).toBe(1);
});

test("requests to Stripe are counted by endpoint and status, and so are retries", () => {
  const endpoint = "/v1/invoices/:id";
  expect(value("refill_stripe_requests_total", { method: "GET", endpoint, status: "500" })).toBe(1);
  expect(value("refill_stripe_requests_total", { endpoint, status: "404" })).toBe(1);
  expect(value("refill_stripe_retries_total", { endpoint })).toBe(1);
  expect(value("refill_stripe_request_duration_seconds_count", { endpoint })).toBe(2);
});

test("jobs are counted by result, and those in the queue by state", () => {
  const task = "process_webhook_event";
  for (const result of ["succeeded", "retried", "failed"]) {
    expect(value("refill_jobs_total", { task, result })).toBe(1);
  }
  expect(value("refill_job_queue_depth", { task, state: "waiting" })).toBe(2);
});

test("the results of the last checks are there", () => {
  expect(value("refill_ledger_violations", { scope: "new" })).toBe(0);
  expect(value("refill_ledger_violations", { scope: "all" })).toBe(1);
  expect(value("refill_stripe_drift", { state: "healed" })).toBe(1);
  expect(value("refill_stripe_drift", { state: "standing" })).toBe(2);
  expect(value("refill_health_alert", { kind: "webhooks_stopped" })).toBe(1);
  expect(value("refill_health_alert")).toBe(1);
  expect(value("refill_database_up")).toBe(1);
  expect(value("refill_pool_connections", { purpose: "live", pool: "sql", state: "max" })).toBe(2);
});

test("what strangers send adds no series beyond a bound", async () => {
  const paths = [
    "/wp-login.php",
    "/%2e%2e/etc/passwd",
    "//evil.example",
    "/pricing;a=b",
    "/credits/entries/1e9",
    "/%F0%9F%92%A5",
  ];
  const attack = async (salt: string) => {
    const requests = paths.flatMap((path, at) =>
      [`${path}/${salt}`, `/api/v1/accounts/${salt}${at}`, `/_next/${salt}${at}`].map((hostile) => ({
        method: ["GET", "PUT", "DELETE", "PROPFIND", "PURGE", "OPTIONS"][at] ?? "GET",
        path: hostile,
      })),
    );
    await sendRequests(routeMatcher(routes), requests);
    for (let at = 0; at < 15; at++) {
      runJobs(`task-${salt}${at}`);
      noteDelivery(`type.${salt}${at}`, "new");
      noteProcessed(`type.${salt}${at}`, "failed");
    }
  };
  // Node's own are left out: each kind of garbage collection adds its series when it first happens.
  const count = async () =>
    [...parseMetrics(await scrape()).values()]
      .filter(({ name }) => name.startsWith("refill_"))
      .flatMap(({ samples }) => samples).length;
  await attack("a");
  const before = await count();
  await attack("b");
  expect(await count()).toBe(before);
});

test("the templates of Stripe's endpoints contain no id, however it looks", () => {
  expect(endpointTemplate("/v1/customers/cus_1/payment_methods?limit=1")).toBe("/v1/customers/:id/payment_methods");
  expect(endpointTemplate("/v1/checkout/sessions/cs_test_1/expire")).toBe("/v1/checkout/sessions/:id/expire");
  expect(endpointTemplate("/v1/products/basic")).toBe("/v1/products/:id");
  fc.assert(
    fc.property(fc.string(), (id) => !endpointTemplate(`/v1/products/x${id}`).includes(`x${id}`)),
    { numRuns: 30 },
  );
});

const documentation = readFileSync("docs/observability.md", "utf8");
const dashboardSchema = z.object({
  title: z.string(),
  uid: z.string(),
  schemaVersion: z.number(),
  templating: z.object({ list: z.array(z.object({ name: z.string(), type: z.string(), query: z.unknown() })) }),
  panels: z.array(
    z.object({
      id: z.number(),
      type: z.enum(["row", "timeseries", "stat"]),
      title: z.string(),
      gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
      datasource: z.object({ type: z.literal("prometheus"), uid: z.literal(`\${datasource}`) }).optional(),
      targets: z.array(z.object({ refId: z.string(), expr: z.string(), legendFormat: z.string() })).optional(),
    }),
  ),
});
const rulesSchema = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      rules: z.array(
        z.object({
          alert: z.string(),
          expr: z.string(),
          for: z.string().regex(/^\d+[smh]$/),
          labels: z.strictObject({ severity: z.enum(["critical", "warning"]) }),
          annotations: z.strictObject({ summary: z.string().min(10), runbook_url: z.string() }),
        }),
      ),
    }),
  ),
});
const dashboard = dashboardSchema.parse(JSON.parse(readFileSync("docs/grafana.json", "utf8")));
const rules = rulesSchema
  .parse(parseYaml(readFileSync("docs/alerts.yml", "utf8")))
  .groups.flatMap((group) => group.rules);
const runbooks = readFileSync("docs/runbooks.md", "utf8");

/** What is wrong with the series and labels of an expression, compared with what was scraped. */
function faultsOf(expression: string): string[] {
  const { series, grouping } = parseQuery(expression);
  const samples = [...metrics.values()].flatMap((family) => family.samples);
  // Prometheus adds job and instance, prom-client the kind of a garbage collection, once there was one.
  const known = new Set(["job", "instance", "kind"]);
  const faults: string[] = [];
  for (const { name, labels } of series) {
    // Prometheus makes this one itself.
    if (name === "up" || (name.startsWith("nodejs_") && metrics.has(name.replace(/_sum$/, "")))) continue;
    const found = samples.find((sample) => sample.name === name);
    if (!found) faults.push(`${name} is not scraped`);
    for (const label of Object.keys(found?.labels ?? {})) known.add(label);
    faults.push(...labels.filter((label) => !known.has(label)).map((label) => `${name} has no label ${label}`));
  }
  return [...faults, ...grouping.filter((label) => !known.has(label)).map((label) => `nothing has the label ${label}`)];
}

describe("the documents", () => {
  test("every metric of the app is in a table, with its type and labels, and no other", () => {
    const rows = [...documentation.matchAll(/^\| `(refill_\w+)` \| (\w+) \|([^|]*)\|/gm)];
    const documented = new Map(rows.map(([, name = "", type, labels = ""]) => [name, { type, labels: labels.trim() }]));
    const own = [...metrics.values()].filter(({ name }) => name.startsWith("refill_"));
    expect([...documented.keys()].sort()).toEqual(own.map(({ name }) => name).sort());
    for (const { name, type, samples } of own) {
      const labels = Object.keys(samples[0]?.labels ?? {}).filter((label) => label !== "le");
      expect(documented.get(name), name).toEqual({ type, labels: labels.map((label) => `\`${label}\``).join(", ") });
    }
  });

  test("every metric of the app is on the dashboard, and every panel's expressions are valid and find series", () => {
    const expressions = dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
    // Grafana replaces its variables before it asks Prometheus.
    const plain = expressions.map((expression) =>
      expression.replaceAll("$__rate_interval", "1m").replaceAll("$job", ".*"),
    );
    expect(plain.flatMap(faultsOf)).toEqual([]);
    const shown = new Set(plain.flatMap((expression) => parseQuery(expression).series.map(({ name }) => name)));
    const own = [...metrics.values()].filter(({ name }) => name.startsWith("refill_"));
    const missing = own.filter(
      ({ name }) => ![name, `${name}_bucket`, `${name}_sum`].some((series) => shown.has(series)),
    );
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  test("the dashboard can be imported: ids are unique, panels do not overlap, the data source is a variable", () => {
    const { panels, templating } = dashboard;
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length);
    expect(templating.list[0]).toMatchObject({ name: "datasource", type: "datasource", query: "prometheus" });
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, at) => `${x + (at % w)},${y + Math.floor(at / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    for (const { type, targets } of panels) expect(type === "row" || (targets ?? []).length > 0).toBe(true);
  });

  test("every rule's expression is valid and finds series, and its section of the runbooks exists", () => {
    expect(rules.length).toBeGreaterThan(20);
    expect(rules.flatMap(({ expr }) => faultsOf(expr))).toEqual([]);
    const sections = [...runbooks.matchAll(/^### (Refill\w+)$/gm)].map(([, name]) => name);
    expect(rules.map(({ alert }) => alert).sort()).toEqual(sections.sort());
    for (const { alert, annotations } of rules) {
      expect(annotations.runbook_url).toBe(`docs/runbooks.md#${alert.toLowerCase()}`);
    }
  });

  test("what the runbooks name exists: panels, pages, commands, sections and columns", async () => {
    const titles = new Set(dashboard.panels.map(({ title }) => title));
    const alerts = runbooks.slice(runbooks.indexOf("## Alerts"));
    const panels = [...alerts.matchAll(/[Pp]anels? ("[^.:]*")/g)].flatMap(
      ([, names = ""]) => names.match(/"[^"]+"/g) ?? [],
    );
    expect(panels.length).toBeGreaterThan(10);
    expect(panels.filter((name) => !titles.has(name.slice(1, -1)))).toEqual([]);
    const pages = [...alerts.matchAll(/`(\/(?:admin|api)[^`?]*)/g)].map(([, page = ""]) => page);
    expect(pages.filter((page) => !routes.includes(page))).toEqual([]);
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readFileSync("package.json", "utf8")));
    const commands = [...alerts.matchAll(/`npm run ([\w:]+)/g)].map(([, name = ""]) => name);
    expect(commands.filter((name) => !(name in scripts))).toEqual([]);
    const links = [...alerts.matchAll(/\]\(#([\w-]+)\)/g)].map(([, link]) => link);
    expect(links.filter((link) => !rules.some(({ alert }) => alert.toLowerCase() === link))).toEqual([]);
    const statements = [...alerts.matchAll(/psql "\$DATABASE_URL" -c (["'])(.*?)\1`/g)].map(
      ([, , statement = ""]) => statement,
    );
    expect(statements.length).toBeGreaterThan(5);
    for (const statement of statements) await database.pool.query(statement);
  });
});
