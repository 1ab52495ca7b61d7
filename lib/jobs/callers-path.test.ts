import { join, resolve } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { callersPath } from "@/lib/jobs/callers-path";

afterEach(() => vi.unstubAllEnvs());

test("a relative path is one in the caller's folder, and an absolute one stays", () => {
  vi.stubEnv("INIT_CWD", resolve("/srv/backups"));
  expect(callersPath("today.sql.gz")).toBe(join(resolve("/srv/backups"), "today.sql.gz"));
  expect(callersPath(resolve("/elsewhere/today.sql.gz"))).toBe(resolve("/elsewhere/today.sql.gz"));
  vi.stubEnv("INIT_CWD", undefined);
  expect(callersPath("today.sql.gz")).toBe(resolve("today.sql.gz"));
});
