import { NextRequest } from "next/server";
import { expect, test, vi } from "vitest";
import { env } from "@/lib/env";
import { proxy } from "@/proxy";

// The settings of the process are read once; only code that reads APP_URL on each call sees the changes below.
env();

const APP = "https://credits.example.com";

/** The host that a form sent to `host` is compared with. */
async function comparedHost(appUrl: string, host: string, headers: Record<string, string>): Promise<string | null> {
  vi.stubEnv("APP_URL", appUrl);
  const request = new NextRequest(`http://${host}/signin`, { method: "POST", headers: { host, ...headers } });
  const passed = (await proxy(request)).headers;
  vi.unstubAllEnvs();
  // How a Next proxy passes on request headers.
  return passed.get("x-middleware-request-x-forwarded-host") ?? passed.get("x-middleware-request-host");
}

test.each([
  [APP, "credits.example.com"],
  [`${APP}/`, "credits.example.com"],
  ["http://localhost:8080", "localhost:8080"],
])("a form sent from the app's address is accepted whatever Host a proxy passes on: %s", async (appUrl, host) => {
  const { origin } = new URL(appUrl);
  expect(await comparedHost(appUrl, "127.0.0.1:3000", { origin })).toBe(host);
  expect(await comparedHost(appUrl, "app:3000", { origin, "x-forwarded-host": "internal" })).toBe(host);
});

test.each([
  "https://evil.example",
  "http://credits.example.com",
  "https://credits.example.com:8443",
  "https://credits.example.com.evil.example",
  "https://x.credits.example.com",
  "null",
])("a form sent from elsewhere is compared with the host it was sent to: %s", async (origin) => {
  expect(await comparedHost(APP, "127.0.0.1:3000", { origin })).toBe("127.0.0.1:3000");
});

test("a form sent without an Origin is passed on unchanged", async () => {
  expect(await comparedHost(APP, "127.0.0.1:3000", {})).toBe("127.0.0.1:3000");
});
