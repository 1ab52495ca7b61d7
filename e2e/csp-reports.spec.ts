import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { parseMetrics, sumOf } from "../lib/monitoring/testing/parse-metrics";
import { newPerson } from "./support/signed-in";
import { expect, test } from "./support/test";

test.use({ expectedErrors: [/Content Security Policy/] });

/** Puts HTML with a script into the page, as an injection would. Whether the script ran. */
function inject(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const html = `<button onclick="document.documentElement.dataset.injected = 'yes'">Press</button>`;
    document.body.insertAdjacentHTML("beforeend", html);
    (document.body.lastElementChild as HTMLElement).click();
    return document.documentElement.dataset.injected === "yes";
  });
}

async function counted(page: Page): Promise<number> {
  const headers = { authorization: `Bearer ${process.env.METRICS_TOKEN}` };
  const text = await (await page.request.get("/api/metrics", { headers })).text();
  return sumOf(parseMetrics(text), "refill_csp_reports_total", { directive: "script-src-attr" });
}

function logged(): unknown[] {
  return readFileSync(join(process.env.E2E_FOLDER ?? "", "app.log"), "utf8")
    .split("\n")
    .flatMap((line) => (line.startsWith("{") ? [JSON.parse(line)] : []))
    .filter(({ msg }) => msg === "Content-Security-Policy violation");
}

test("a browser blocks a script that was injected, and reports it: it is counted, and logged without the query", async ({
  page,
}) => {
  // A page of a signed-in user, whose scripts have a nonce, and one of visitors, whose scripts are allowed by hash.
  const visits = ["/pricing?by=year", "/credits?note=ada%40example.com"];
  for (const [at, path] of visits.entries()) {
    if (at === 1) await newPerson(page);
    await page.goto(path);
    const before = await counted(page);
    expect(await inject(page)).toBe(false);
    await expect.poll(() => counted(page), path).toBe(before + 1);
  }
  const violation = { directive: "script-src-attr", blocked: "inline" };
  await expect
    .poll(logged)
    .toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ...violation, page: "/pricing" }),
        expect.objectContaining({ ...violation, page: "/credits" }),
      ]),
    );
  expect(JSON.stringify(logged())).not.toContain("note=");
});
