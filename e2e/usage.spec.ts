import { database } from "../lib/db";
import { archiveSpends } from "../lib/ledger/archive/move-spends";
import { openAccount } from "../lib/ledger/open-account";
import { expectAccessible } from "./support/accessible";
import { spendInPlayground } from "./support/checkout";
import { newPerson } from "./support/signed-in";
import { expect, test } from "./support/test";

/** Of one day, and of two when the test begins before midnight. */
const PACE = "(at today's pace|at the pace of the last 2 days)";

test("the first day's forecast is of today's pace, on the dashboard and beside the chart", async ({ page }) => {
  await newPerson(page);
  const spent = await page.request.post("/api/v1/credits/consume", { data: { amount: 10 } });
  expect(spent.status()).toBe(200);
  await page.goto("/dashboard");
  await expect(page.getByRole("region", { name: "Usage in the last 30 days" })).toContainText(
    new RegExp(`Your credits run out on \\d+ \\w+ \\d{4}, ${PACE}\\.`),
  );
  await page.goto("/usage");
  await expect(page.getByText(new RegExp(`40 available, ${PACE}`))).toBeVisible();
});

test("what is spent is on the usage page, leads to its entry and can be exported", async ({ page }) => {
  await newPerson(page);
  await page.goto("/usage");
  await expect(page.getByText("Nothing spent in these days.")).toBeVisible();
  await spendInPlayground(page, 1_000);
  await page.request.post("/api/v1/credits/consume", { data: { meter: "image", quantity: 3 } });

  await page.goto("/usage");
  await page.getByRole("navigation", { name: "Days" }).getByRole("link", { name: "Today" }).click();
  await expect(page).toHaveURL(/range=today/);
  const table = page.getByRole("table", { name: "Credits spent by hour and meter" });
  await expect(table.getByRole("row").last()).toHaveText(/Total.*22/);
  await expect(page.getByRole("figure")).toContainText("Image");

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export CSV" }).click();
  expect((await download).suggestedFilename()).toMatch(/^refill-usage-.*\.csv$/);

  await page.getByRole("region", { name: "Largest spends" }).getByRole("link", { name: "Image, 3 images" }).click();
  await expect(page).toHaveURL(/\/credits\/entries\/\d+$/);
  await expect(page.getByRole("main")).toContainText("12");
});

test("what spends were for is added up by model, project or member, as the app names them", async ({ page }) => {
  await newPerson(page);
  const spend = async (amount: number, labels: object) => {
    const response = await page.request.post("/api/v1/credits/consume", { data: { amount, ...labels } });
    expect(response.status()).toBe(200);
  };
  await spend(6, { model: "small", subject: "ada" });
  await spend(3, { model: "large", subject: "ada" });
  await spend(1, {});

  await page.goto("/usage");
  const card = page.getByRole("region", { name: "What it was for" });
  await expect(card.getByRole("listitem")).toHaveText([/^ada9\D*90%/, /^Not named1\D*10%/]);
  await card.getByRole("link", { name: "Model" }).click();
  await expect(card.getByRole("listitem")).toHaveText([/^small6\D*60%/, /^large3\D*30%/, /^Not named1\D*10%/]);
  await expect(page).toHaveURL(/by=model/);
  await expectAccessible(page);
});

test("archived spends are not listed, and the end of the history and the usage of their time say so", {
  tag: "@full",
}, async ({ page }) => {
  const email = await newPerson(page);
  for (const amount of [1, 2, 4])
    await page.request.post("/api/v1/credits/consume", { data: { amount, description: `Report ${amount}` } });
  const { id } = await database().prisma.user.findUniqueOrThrow({ where: { email }, select: { id: true } });
  const { sql } = database();
  const accountId = await openAccount(sql, id, new Date());
  const { data } = await (await page.request.get("/api/v1/credits/history?type=USAGE")).json();
  const seqs = data.slice(1).map(({ seq }: { seq: number }) => BigInt(seq));
  await archiveSpends(sql, accountId, data[0].createdAt.slice(0, 7), seqs);

  await page.goto("/credits");
  const history = page.getByRole("region", { name: "History" });
  await expect(history).toContainText("Report 4");
  await expect(history).not.toContainText("Report 2");
  await expect(history).toContainText(/2 spends from before \d+ \w+ \d{4} \(3 credits\) are archived/);
  await page.goto("/credits?type=GRANT");
  await expect(history).not.toContainText("archived");
  await page.goto("/credits/explain");
  await expect(page.getByRole("main")).toContainText("43");
  await page.goto("/usage?from=2024-01-01&to=2024-12-31");
  await expect(page.getByText(/Spends from before .* are archived and not counted here: 2 in all/)).toBeVisible();
  await expect(page.getByText("No spends to show.")).toBeVisible();
  await page.goto("/usage");
  await expect(page.getByRole("main")).not.toContainText("archived");
});

test("usage is filtered by what it was for, by links, in the address, in the file and without JavaScript", {
  tag: "@full",
}, async ({ page, browser }) => {
  await newPerson(page);
  const spend = async (amount: number, labels: object) => {
    const response = await page.request.post("/api/v1/credits/consume", { data: { amount, ...labels } });
    expect(response.status()).toBe(200);
  };
  await spend(6, { model: "small", project: "search" });
  await spend(3, { model: "large", project: "search" });
  await spend(1, { model: "small" });

  await page.goto("/usage?range=today&by=model");
  const card = page.getByRole("region", { name: "What it was for" });
  await card.getByRole("link", { name: "small" }).click();
  await expect(page).toHaveURL(/range=today&model=small&by=model/);
  const filters = page.getByRole("list", { name: "Filters" });
  await expect(filters.getByRole("listitem")).toHaveText(["Model: small"]);
  const table = page.getByRole("table", { name: "Credits spent by hour and meter" });
  await expect(table.getByRole("row").last()).toHaveText(/Total.*7/);

  await page.getByText("Filter by what it was for").click();
  await page.getByRole("textbox", { name: "Project" }).fill("search");
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await expect(filters.getByRole("listitem")).toHaveText(["Model: small", "Project: search", "Remove all"]);
  await expect(table.getByRole("row").last()).toHaveText(/Total.*6/);
  await expectAccessible(page);
  const file = await page.request.get(
    (await page.getByRole("link", { name: "Export CSV" }).getAttribute("href")) ?? "",
  );
  expect((await file.text()).trimEnd().split("\r\n")).toHaveLength(2);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

  await filters.getByRole("link", { name: "Remove the filter Model: small" }).click();
  await expect(table.getByRole("row").last()).toHaveText(/Total.*9/);
  await page.goto(`/usage?model=${"x".repeat(101)}&project=none`);
  await expect(page.getByText(/The filter by model in this address .* It is ignored/)).toBeVisible();
  await expect(page.getByText("No spend in these days matches all of your filters.")).toBeVisible();

  const plain = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  });
  const reader = await plain.newPage();
  await reader.goto("/usage?range=today");
  await reader.getByText("Filter by what it was for").click();
  await reader.getByRole("textbox", { name: "Model" }).fill("large");
  await reader.getByRole("button", { name: "Filter", exact: true }).click();
  await expect(reader.getByRole("list", { name: "Filters" })).toContainText("Model: large");
  await expect(reader.getByRole("table", { name: "Credits spent by hour and meter" })).toContainText("3");
  await plain.close();
});
