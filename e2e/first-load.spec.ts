import { newPerson } from "./support/signed-in";
import { expect, test } from "./support/test";

test("the home page and the price list are cached for visitors, and not for people who are signed in", async ({
  page,
  request,
}) => {
  for (const path of ["/", "/pricing", "/pricing?by=year"]) {
    const first = await request.get(path);
    const { etag = "", ...headers } = first.headers();
    expect(headers["cache-control"]).not.toContain("no-store");
    expect(headers["content-security-policy"]).not.toContain("nonce");
    expect((await request.get(path, { headers: { "if-none-match": etag } })).status(), path).toBe(304);
  }
  await newPerson(page);
  const own = await page.request.get("/pricing");
  expect(own.headers()["cache-control"]).toContain("no-store");
  expect(await own.text()).toContain("balance-pill");
});
