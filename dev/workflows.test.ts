import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { scripts } from "@/package.json";
import { isSupported } from "./install.mjs";
import { workflowErrors } from "./testing/workflow-errors.mjs";

type Step = { uses?: string; run?: string; with?: Record<string, unknown>; env?: Record<string, string> };
type Job = {
  "timeout-minutes"?: number;
  permissions?: unknown;
  strategy?: { matrix: { include?: { node: number; run: string }[]; node?: number[]; os?: string[] } };
  steps: Step[];
};
type Workflow = { permissions: unknown; concurrency?: object; jobs: Record<string, Job> };

const FOLDER = ".github/workflows";
const files = readdirSync(FOLDER).map((name) => {
  const text = readFileSync(`${FOLDER}/${name}`, "utf8");
  return { name, text, workflow: parse(text) as Workflow };
});
const ci = files.find(({ name }) => name === "ci.yml")?.workflow.jobs ?? {};

test.each(files)("$name has no mistake that GitHub's parser finds", async ({ name, text }) => {
  expect(await workflowErrors(name, text)).toEqual([]);
});

test("the parser finds an unknown key, a missing one and an unknown name in an expression", async () => {
  const text = files.find(({ name }) => name === "ci.yml")?.text ?? "";
  for (const [from, to] of [
    ["timeout-minutes", "timeout-minuets"],
    ["runs-on: ", "runs: "],
    ["github.ref", "gihub.ref"],
  ] as const) {
    expect(await workflowErrors("broken.yml", text.replace(from, to))).not.toEqual([]);
  }
});

test.each(files)(
  "$name only reads, ends in time, and runs actions of one commit each, whose version is noted",
  ({ workflow, text }) => {
    expect(workflow.permissions).toEqual({ contents: "read" });
    expect(workflow.concurrency).toBeDefined();
    for (const job of Object.values(workflow.jobs)) {
      expect(job.permissions).toBeUndefined();
      expect(job["timeout-minutes"]).toBeGreaterThan(0);
      for (const { uses, with: options } of job.steps) {
        if (uses?.startsWith("actions/checkout@")) expect(options).toMatchObject({ "persist-credentials": false });
      }
    }
    for (const [line] of text.matchAll(/uses:.*/g)) {
      expect(line).toMatch(/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  },
);

test("CI runs on each supported release of Node, everything on the oldest, and the demo on three systems", () => {
  const { include = [] } = ci.test?.strategy?.matrix ?? {};
  expect(include.map(({ node, run }) => [node, run])).toEqual([
    [20, "bash .ci/run"],
    [22, "npm test"],
    [24, "npm test"],
  ]);
  expect(include.filter(({ node }) => !isSupported(`${node}.99.0`))).toEqual([]);
  const { os = [], node } = ci.demo?.strategy?.matrix ?? {};
  expect(node).toEqual([20, 22, 24]);
  expect(os.map((name) => name.split("-")[0])).toEqual(["ubuntu", "macos", "windows"]);
});

test("CI installs PgBouncer before the tests, and does not let them skip it", () => {
  const { steps = [] } = ci.test ?? {};
  const at = (run: string) => steps.findIndex((step) => step.run?.includes(run));
  expect(at(".ci/install-pgbouncer")).toBeGreaterThan(-1);
  expect(at(".ci/install-pgbouncer")).toBeLessThan(at("matrix.run"));
  expect(steps[at("matrix.run")]?.env).toEqual({ PGBOUNCER: "required" });
});

test("what the workflows run exists", () => {
  const runs = files.flatMap(({ workflow }) =>
    Object.values(workflow.jobs).flatMap(({ steps, strategy }) => [
      ...steps.map(({ run = "" }) => run),
      ...(strategy?.matrix.include ?? []).map(({ run }) => run),
    ]),
  );
  const named = runs.flatMap((run) =>
    [...run.matchAll(/\bnpm run (?:--silent )?([\w:]+)/g)].map(([, name = ""]) => name),
  );
  expect(named).toEqual(expect.arrayContaining(["check:demo", "audit"]));
  expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  for (const [script = ""] of runs.join("\n").matchAll(/\.ci\/[\w-]+/g)) expect(existsSync(script)).toBe(true);
});
