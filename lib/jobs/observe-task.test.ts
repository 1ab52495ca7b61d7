import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runOnce } from "graphile-worker";
import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { logLines } from "@/dev/testing/log-lines";
import { MAIL_PASSWORD_RESET_TASK } from "@/lib/auth/passwords/request-password-reset";
import { observedTasks } from "@/lib/jobs/observe-task";
import { workerLogger } from "@/lib/jobs/worker-logger";
import { log } from "@/lib/log";
import { inLogContext } from "@/lib/log-context";
import { enqueueMail, SEND_MAIL_TASK } from "@/lib/notify/enqueue-mail";
import { enqueueEvents, PROCESS_EVENT_TASK } from "@/lib/stripe/receive-event";

const { pool, sql } = await testDatabase();

test("a job, and what it enqueues, are logged under the request that enqueued it; its payload is not logged", async () => {
  const lines = logLines();
  const tasks = observedTasks({
    [PROCESS_EVENT_TASK]: async () => {
      log.info("at work");
      await enqueueMail(sql, "mail-1");
    },
    [SEND_MAIL_TASK]: async () => undefined,
    [MAIL_PASSWORD_RESET_TASK]: async () => {
      throw new Error("no server");
    },
  });
  await inLogContext({ requestId: "request-1" }, () => enqueueEvents(sql, [{ id: "evt_1", customerId: null }]));
  const payload = JSON.stringify({ email: "ada@example.com", network: null });
  await sql`SELECT id FROM graphile_worker.add_job(${MAIL_PASSWORD_RESET_TASK}::text, payload := ${payload}::text::json)`;
  await runOnce({ pgPool: pool, taskList: tasks, logger: workerLogger, noHandleSignals: true });
  const of = (name: string) => lines.filter(({ task }) => task === name && lines.length > 0);
  const event = { requestId: "request-1", task: PROCESS_EVENT_TASK, jobId: expect.stringMatching(/^\d+$/) };
  expect(of(PROCESS_EVENT_TASK).filter(({ level }) => level >= 30)).toMatchObject([
    { ...event, msg: "at work" },
    { ...event, msg: "job done", attempt: 1, durationMs: expect.any(Number) },
  ]);
  expect(of(SEND_MAIL_TASK)).toContainEqual(expect.objectContaining({ requestId: "request-1", msg: "job done" }));
  const failed = of(MAIL_PASSWORD_RESET_TASK).filter(({ level }) => level >= 30);
  expect(failed).toMatchObject([{ level: 40, msg: "job failed", attempt: 1, err: { message: "no server" } }]);
  expect(failed[0]).not.toHaveProperty("requestId");
  expect(JSON.stringify(lines)).not.toMatch(/ada@|\[email\]/);
});

test("every job that a request can enqueue carries the request's id", () => {
  const files = readdirSync("lib", { recursive: true, encoding: "utf8" })
    .map((name) => join("lib", name).replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
  const without = files.filter((file) => {
    const source = readFileSync(file, "utf8");
    return source.split("graphile_worker.add_job(").length > source.split("jobOrigin()}").length;
  });
  // The schedule's, which a host's cron asks for.
  expect(without).toEqual(["lib/jobs/queue-due-tasks.ts"]);
});
