import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase } from "@/lib/api/testing/people";
import { CRON_TASKS } from "@/lib/jobs/cron-tasks";
import { GET, POST, PUT } from "./[task]/route";

await testDatabase();
closeAppDatabase();

const secret = "only-for-tests-only-for-tests";

beforeAll(() => {
  process.env.CRON_SECRET = secret;
});

const run = (task: string, token = secret) => call(POST, "POST", { params: { task }, token });

test.each(["docs/api.md", ".env.example"])("%s lists the existing cron tasks", (file) => {
  const [, names = ""] = /POST\s+\/api\/cron\/\{([^}]+)\}/.exec(readFileSync(file, "utf8")) ?? [];
  expect(names.split(",")).toEqual([...CRON_TASKS.keys()]);
});

test("a task runs only with the secret, with POST or, as Vercel's scheduler calls, GET", async () => {
  expect(await run("expire")).toMatchObject({ status: 200, json: { accounts: 0 } });
  for (const token of ["wrong", `${secret}x`, ""]) expect((await run("expire", token)).status).toBe(401);
  expect((await run("unheard-of", "wrong")).status).toBe(401);
  expect((await call(GET, "GET", { params: { task: "expire" } })).status).toBe(401);
  expect((await call(GET, "GET", { params: { task: "expire" }, token: secret })).status).toBe(200);
  expect((await call(PUT, "PUT", { params: { task: "expire" }, token: secret })).status).toBe(405);
});

test.each(["constructor", "__proto__", "toString", "hasOwnProperty", "unheard-of", ""])(
  "%s is not a task",
  async (task) => {
    expect(await run(task)).toMatchObject({ status: 404, json: { code: "not_found" } });
  },
);
