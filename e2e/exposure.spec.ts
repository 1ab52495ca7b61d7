import { networkInterfaces } from "node:os";
import { gzipSync } from "node:zlib";
import { signedInAs } from "./support/signed-in";
import { expect, test } from "./support/test";

const PREFETCH = { rsc: "1", "next-router-prefetch": "1", "sec-fetch-mode": "cors" };

test("every page has the Content-Security-Policy: prefetched, missing, of the sign-in library, and the cached reference", async ({
  request,
}) => {
  for (const [path, headers] of [
    ["/", {}],
    ["/pricing", PREFETCH],
    ["/signin", {}],
    ["/dashboard", {}],
    ["/docs/api", {}],
    ["/docs/api", PREFETCH],
    ["/nowhere/at/all", {}],
    ["/outbox/%zz", {}],
    ["/api/auth/signin", {}],
    ["/api/auth/signout", {}],
    ["/api/auth/verify-request", {}],
    ["/api/auth/nonsense", {}],
  ] as const) {
    const answer = await request.get(path, { headers, maxRedirects: 0, failOnStatusCode: false });
    const policy = answer.headers()["content-security-policy"] ?? "";
    expect(policy, `${path} ${answer.status()}`).toContain("frame-ancestors 'none'");
    expect(policy, path).not.toMatch(/script-src[^;]*'unsafe-inline'/);
  }
});

test("the reference is rendered once for all visitors, is small, and works as a page", { tag: "@full" }, async ({
  page,
  request,
}) => {
  const violations: string[] = [];
  page.on("console", (message) => /Content Security Policy/i.test(message.text()) && violations.push(message.text()));
  await page.goto("/docs/api");
  await page.getByRole("button", { name: "TypeScript" }).first().click();
  await expect(page.getByRole("button", { name: "TypeScript" }).first()).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("link", { name: "Pricing" }).first().click();
  await expect(page).toHaveURL(/\/pricing$/);
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "API reference" })).toBeVisible();
  expect(violations).toEqual([]);

  const read = (headers: Record<string, string> = {}) => request.get("/docs/api", { headers });
  const [first, second] = [await read(), await read()];
  expect(first.headers().etag).toBeTruthy();
  expect(second.headers().etag).toBe(first.headers().etag);
  expect(second.headers()["content-security-policy"]).not.toContain("nonce");
  expect(first.headers()["content-encoding"]).toBe("gzip");
  expect(gzipSync(await first.body(), { level: 6 }).length).toBeLessThan(240_000);
  expect((await read({ "if-none-match": first.headers().etag ?? "" })).status()).toBe(304);
  // An invalid cookie counts as signed out.
  expect((await read({ cookie: "next-auth.session-token=x" })).headers().etag).toBe(first.headers().etag);
});

test("a signed-in user sees the reference with their own navigation", { tag: "@full" }, async ({ page }) => {
  await signedInAs(page, "demo@example.com");
  await page.goto("/docs/api");
  await expect(page.getByRole("banner").getByRole("link", { name: "Refill" })).toHaveAttribute("href", "/dashboard");
});

test("the app and the local Stripe listen on this machine only", { tag: "@full" }, async ({ baseURL }) => {
  const outside = Object.values(networkInterfaces())
    .flat()
    .find((address) => address?.family === "IPv4" && !address.internal)?.address;
  test.skip(!outside, "This machine has no other address.");
  for (const url of [baseURL, process.env.STRIPE_API_BASE, process.env.DATABASE_URL?.replace(/^\w+:/, "http:")]) {
    const { port } = new URL(url ?? "");
    await expect(fetch(`http://${outside}:${port}/`)).rejects.toThrow("fetch failed");
  }
});
