// @module-tag full
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { freePort } from "../postgres/ports";
import accepted from "./accepted-advisories.json";
import { type Acceptance, audit, EXIT_CODES, reportOf } from "./audit.mjs";
import { type Behaviour, project, startRegistry } from "./testing/stand-in-registry";

// npm itself asks a registry on this machine, which answers, fails or says nothing.

const folder = mkdtempSync(join(tmpdir(), "refill-audit-"));
writeFileSync(join(folder, "package.json"), JSON.stringify(project.manifest));
writeFileSync(join(folder, "package-lock.json"), JSON.stringify(project.lock));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TODAY = "2026-06-15";
const URL_OF = "https://github.com/advisories/";
const PARSER = {
  id: 1,
  url: `${URL_OF}GHSA-aaaa-bbbb-cccc`,
  title: "Reads past the end",
  severity: "high",
  vulnerable_versions: "<1.0.1",
};
const TOOL = {
  id: 2,
  url: `${URL_OF}GHSA-dddd-eeee-ffff`,
  title: "Is slow",
  severity: "low",
  vulnerable_versions: "*",
};

async function auditAt(registry: string, list: Acceptance[] = [], more: Record<string, string> = {}) {
  const cache = mkdtempSync(join(folder, "cache-"));
  const env = {
    ...process.env,
    npm_config_registry: registry,
    npm_config_cache: cache,
    npm_config_fetch_retries: "0",
    ...more,
  };
  const result = await audit({ folder, accepted: list, today: TODAY, env });
  return { result, text: reportOf(result).join("\n"), code: EXIT_CODES[result.outcome] };
}

async function auditWith(behaviour: Behaviour, list: Acceptance[] = [], more: Record<string, string> = {}) {
  const registry = await startRegistry(behaviour);
  try {
    return { ...(await auditAt(registry.url, list, more)), asked: registry.asked };
  } finally {
    registry.close();
  }
}

test.concurrent("without an advisory the audit passes and says how many packages it asked about", async () => {
  const { code, text, asked } = await auditWith({ advisories: {} });
  expect([code, text]).toEqual([0, "No known vulnerability in 3 packages."]);
  expect(asked).toEqual(["POST /-/npm/v1/security/advisories/bulk"]);
});

test.concurrent("each vulnerability is reported with its severity, its advisory, where it runs and what repairs it", async () => {
  const { code, text } = await auditWith({ advisories: { parser: [PARSER], tool: [TOOL] } });
  expect(code).toBe(1);
  expect(text).toBe(
    `high: parser <1.0.1, Reads past the end
  ${PARSER.url}
  Runs in production; npm ls parser shows what installs it
  Fix: npm audit fix
low: tool *, Is slow
  ${TOOL.url}
  Used in development only; npm ls tool shows what installs it
  Fix: none yet
2 vulnerabilities (1 in production) in 3 packages.`,
  );
});

test.concurrent("an accepted advisory passes until its day is over, and one that is not found anymore is to be removed", async () => {
  const { code, text } = await auditWith({ advisories: { parser: [PARSER], tool: [TOOL] } }, [
    { advisory: "GHSA-aaaa-bbbb-cccc", reason: "It never reads what others send", until: "2026-06-14" },
    { advisory: "GHSA-dddd-eeee-ffff", reason: "It only reads our own files", until: TODAY },
    { advisory: "GHSA-gggg-hhhh-iiii", reason: "It was needed once", until: "2026-12-31" },
  ]);
  expect(code).toBe(1);
  expect(text.split("\n").slice(4)).toEqual([
    "  It was accepted until 2026-06-14",
    `Accepted until ${TODAY}: tool, ${TOOL.url}. It only reads our own files`,
    "GHSA-gggg-hhhh-iiii is accepted but was not found: remove it from the list.",
    "1 vulnerability (1 in production) in 3 packages.",
  ]);
});

test.concurrent("with nothing but accepted advisories the audit passes", { tags: ["full"] }, async () => {
  const acceptance = { advisory: "GHSA-dddd-eeee-ffff", reason: "It only reads our own files", until: TODAY };
  const { code, text } = await auditWith({ advisories: { tool: [TOOL] } }, [acceptance]);
  expect(code).toBe(0);
  expect(text).toContain("No known vulnerability in 3 packages, apart from what is accepted.");
});

async function expectNoAnswer(behaviour: Behaviour, reason: RegExp) {
  const { code, text } = await auditWith(behaviour, [], { npm_config_fetch_timeout: "2000" });
  expect(code).toBe(2);
  expect(text).toMatch(/^Not checked: the registry gave no answer\. ./);
  expect(text).toMatch(reason);
}

test.concurrent("a registry without the endpoint gives no answer: not checked, which is neither a pass nor a finding", async () => {
  await expectNoAnswer({ status: 405 }, /405 Method Not Allowed/);
});

test.concurrent("a registry that says nothing gives no answer once the time is up", async () => {
  await expectNoAnswer("silence", /timeout/);
});

test.concurrent.each<[string, Behaviour, RegExp]>([
  ["does not know the endpoint", { status: 404 }, /404 Not Found/],
  ["is out of order", { status: 503, body: "down" }, /503 Service Unavailable/],
  ["sends the page of a proxy", { page: "<html>Sign in</html>" }, /json/],
])("a registry that %s gives no answer", { tags: ["full"] }, async (_what, behaviour, reason) => {
  await expectNoAnswer(behaviour, reason);
});

test.concurrent("a registry that cannot be reached gives no answer, and its password is not shown", async () => {
  const { code, text } = await auditAt(`http://someone:secret@127.0.0.1:${await freePort()}`);
  expect(code).toBe(2);
  expect(text).toMatch(/^Not checked: .*ECONNREFUSED/);
  expect(text).not.toContain("secret");
});

test.concurrent("npm's offline mode, which would find nothing in any case, is not used", async () => {
  const { code } = await auditWith({ advisories: { tool: [TOOL] } }, [], { npm_config_offline: "true" });
  expect(code).toBe(1);
});

test("every accepted advisory is named, has a reason and an end", () => {
  for (const { advisory, reason, until } of accepted as Acceptance[]) {
    expect(advisory).toMatch(/^GHSA(-[23456789cfghjmpqrvwx]{4}){3}$/);
    expect(reason.length).toBeGreaterThan(10);
    expect(new Date(until).toISOString().slice(0, 10)).toBe(until);
  }
});

test("a fix by a new major version of a direct dependency is named", { tags: ["full"] }, async () => {
  const framework = { ...PARSER, title: "Runs what it is sent", vulnerable_versions: "<2.0.0" };
  const { text } = await auditWith({ advisories: { framework: [framework] } });
  expect(text).toContain("  Fix: framework 2.0.0, a major version");
});
