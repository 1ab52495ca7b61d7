import { join } from "node:path";
import type { Page } from "@playwright/test";
import { database } from "../../lib/db";

/** Where they are, in a folder for each width and theme. */
const FOLDER = join("test-results", "pictures");
const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;
const THEMES = ["light", "dark"] as const;

/** Takes a picture of the page as it is, whole, at each width in each theme. */
export async function takePictures(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(() => window.scrollTo(0, 0));
  for (const theme of THEMES) await take(page, name, theme, { fullPage: true });
}

/** The same of what `open` opens above a page, whose frames keep the theme they were opened in. */
export async function takeDialogPictures(page: Page, name: string, open: () => Promise<void>): Promise<void> {
  for (const theme of THEMES) {
    await page.emulateMedia({ colorScheme: theme });
    await open();
    await take(page, name, theme, { fullPage: false });
  }
}

async function take(page: Page, name: string, theme: (typeof THEMES)[number], how: { fullPage: boolean }) {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
  for (const size of SIZES) {
    await page.setViewportSize(size);
    const path = join(FOLDER, `${size.width}-${theme}`, `${name}.png`);
    await page.screenshot({ path, animations: "disabled", ...how });
  }
}

/** Opens each address and takes its pictures, named after the address and what the pages have in common. */
export async function takePicturesOf(page: Page, state: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await page.goto(path);
    await takePictures(page, [state, nameOf(path)].filter(Boolean).join("-"));
  }
}

/** `/billing/success?a=b` -> `billing-success-a-b`, and a number or an id only as `id`. */
function nameOf(path: string): string {
  const words = path.replaceAll(/[0-9a-f-]{36}/g, "id").split(/[^a-z0-9_]+/i);
  return words.filter(Boolean).join("-") || "home";
}

/** Spends a user's credits over the API, all but `left`. */
export async function spendAllBut(page: Page, left: number): Promise<void> {
  const { available } = await (await page.request.get("/api/v1/credits")).json();
  const amount = available - left;
  await page.request.post("/api/v1/credits/consume", { data: { amount, description: "Report" } });
}

/** The newest row about something that a page of the admin shows. */
export async function adminPaths(): Promise<string[]> {
  const { prisma } = database();
  const payment = await prisma.payment.findFirstOrThrow({ orderBy: { createdAt: "desc" } });
  const [event, plan, pack, meter] = await Promise.all([
    prisma.webhookEvent.findFirstOrThrow({ orderBy: { receivedAt: "desc" } }),
    prisma.plan.findFirstOrThrow({ where: { key: "pro" } }),
    prisma.creditPack.findFirstOrThrow(),
    prisma.meter.findFirstOrThrow(),
  ]);
  return [
    `/admin/users/${payment.userId}`,
    `/admin/payments/${payment.id}`,
    `/admin/webhooks/${event.id}`,
    `/admin/plans/${plan.id}`,
    `/admin/plans/packs/${pack.id}`,
    `/admin/rate-card/${meter.id}`,
  ];
}
