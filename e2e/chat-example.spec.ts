import type { Page } from "@playwright/test";
import { database } from "../lib/db";
import { expectAccessible } from "./support/accessible";
import { fillCard, GOOD_CARD } from "./support/checkout";
import { type ExampleApp, startChat } from "./support/example-chat";
import { takePictures } from "./support/pictures";
import { expect, test } from "./support/test";

// examples/chat with the SDK's tarball, as an app of its own: everything that its user does is checked in Refill.

let chat: ExampleApp;

test.beforeAll(async () => {
  test.setTimeout(400_000);
  chat = await startChat();
});

test.afterAll(() => chat?.stop());

const FIRST_SENTENCE = "Once there was a lighthouse keeper who counted ships. ";
const STORY = `${FIRST_SENTENCE}Every night she wrote down one more, until the sea itself came to ask for the total.`;
const BROKEN_OFF = "Once there was a lighthouse ";
const OUTPUT_LIMIT = 40;

/** The price of tokens: a credit for ten in, and one for two out, rounded up once. */
const price = (input: number, output: number) => Math.ceil(input / 10 + output / 2);
const words = (text: string) => text.trim().split(/\s+/).length;

/** As the SDK counts a prompt: every string in it, at four bytes a token. */
const tokensOf = (said: [role: "user" | "assistant", text: string][]) =>
  Math.ceil(said.reduce((sum, [role, text]) => sum + `${role}text${text}`.length, 0) / 4);

/** Opens the example and signs in with an unused name. */
async function enter(page: Page): Promise<{ name: string; account: string }> {
  const name = `ada-${Date.now()}`;
  await page.goto(chat.url);
  await page.getByLabel("Your name").fill(name);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`${chat.url}/`);
  const { id } = await database().prisma.user.findUniqueOrThrow({ where: { externalId: name } });
  return { name, account: id };
}

const shownBalance = (page: Page) => page.locator("header .refill-balance");
const composer = (page: Page) => page.getByLabel("Message");
const lastAnswer = (page: Page) => page.getByRole("list", { name: "Conversation" }).getByRole("listitem").last();

async function ask(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await page.getByRole("button", { name: "Send" }).click();
}

/** The newest hold: what it held, and what became of it. */
async function newestHold(account: string) {
  const hold = await database().prisma.creditHold.findFirst({
    where: { accountId: account },
    orderBy: { createdAt: "desc" },
  });
  return hold && { held: Number(hold.amount), captured: Number(hold.captured), status: hold.status };
}

/** The newest spend. */
async function newestSpend(account: string) {
  const entry = await database().prisma.ledgerEntry.findFirst({
    where: { accountId: account, type: "USAGE" },
    orderBy: { seq: "desc" },
  });
  return entry && { amount: Number(entry.amount), metadata: entry.metadata };
}

test("a user signs in, chats while the balance falls, stops, runs out, buys and goes on", async ({ page }) => {
  test.setTimeout(180_000);
  const loads: string[] = [];
  const { account } = await enter(page);
  page.on("request", (request) => {
    if (request.isNavigationRequest()) loads.push(request.url());
  });
  await expect(shownBalance(page)).toHaveText("50 credits");
  await expectAccessible(page);

  // It finishes: what the model says it used is taken.
  await page.getByRole("button", { name: "Tell me a story.", exact: true }).click();
  await expect(lastAnswer(page)).toContainText(STORY);
  const first = price(words("Tell me a story."), words(STORY));
  await expect(shownBalance(page)).toHaveText(`${50 - first} credits`);
  const firstHold = price(tokensOf([["user", "Tell me a story."]]), OUTPUT_LIMIT);
  expect(await newestHold(account)).toEqual({ held: firstHold, captured: first, status: "CAPTURED" });
  expect(await newestSpend(account)).toMatchObject({
    amount: -first,
    metadata: { $refill: { model: "storyteller-1", project: "chat" } },
  });

  // The model fails in mid-stream: nothing is taken.
  await ask(page, "Tell me a story that breaks off.");
  await expect(page.getByText("The model failed. Nothing was charged.")).toBeVisible();
  await expect(lastAnswer(page)).toContainText(BROKEN_OFF.trim());
  await expect.poll(() => newestHold(account)).toMatchObject({ captured: 0, status: "RELEASED" });
  await expect(shownBalance(page)).toHaveText(`${50 - first} credits`);

  // The reader stops: what was delivered is taken.
  await ask(page, "Tell me a slow story.");
  await expect(lastAnswer(page)).toContainText(FIRST_SENTENCE.trim());
  const prompt = tokensOf([
    ["user", "Tell me a story."],
    ["assistant", STORY],
    ["user", "Tell me a story that breaks off."],
    ["assistant", BROKEN_OFF],
    ["user", "Tell me a slow story."],
  ]);
  const held = price(prompt, OUTPUT_LIMIT);
  await expect(shownBalance(page)).toHaveText(`${50 - first - held} credits`);
  await page.getByRole("button", { name: "Stop" }).click();
  const delivered = price(prompt, Math.ceil(FIRST_SENTENCE.length / 4));
  const left = 50 - first - delivered;
  await expect(shownBalance(page)).toHaveText(`${left} credits`);
  expect(await newestHold(account)).toEqual({ held, captured: delivered, status: "CAPTURED" });
  expect(await newestSpend(account)).toMatchObject({ amount: -delivered, metadata: { $refill: { estimated: true } } });
  expect(loads).toEqual([]);

  // It is not enough for another answer: the page offers packs, and the server refuses before the model is asked.
  await expect(page.getByText(`This needs 25 credits. You have ${left} credits.`)).toBeVisible();
  await expect(composer(page)).toHaveCount(0);
  await expectAccessible(page);
  const message = { id: "1", role: "user", parts: [{ type: "text", text: "word ".repeat(100) }] };
  const refused = await page.request.post(`${chat.url}/api/chat`, { data: { messages: [message] } });
  expect(await refused.text()).toContain(`credits, and you have ${left}.`);
  expect(await newestHold(account)).toMatchObject({ held });

  await page.getByRole("button", { name: "Buy 500 credits for $60" }).click();
  await fillCard(page, GOOD_CARD);
  await page.waitForURL(/refill_checkout=success/);
  expect(new URL(page.url()).origin).toBe(chat.url);
  await expect(shownBalance(page)).toHaveText(`${left + 500} credits`);
  await expect(page.getByText("Thank you. Your credits are here in a moment.")).toBeVisible();
  await expect(page.getByText(STORY)).toBeVisible();
  await ask(page, "And now a story.");
  await expect(lastAnswer(page)).toContainText(STORY);
  await expect(shownBalance(page)).not.toHaveText(`${left + 500} credits`);

  await page.getByRole("link", { name: "Credits" }).click();
  await expect(page.getByRole("heading", { name: "Auto top-up" })).toBeVisible();
  await expect(page.getByText("Pays with Visa ending in 4242")).toBeVisible();
  await expectAccessible(page);
  expect(chat.errors()).not.toMatch(/uncaught|unhandled|Refill:/i);
});

test("pictures of the example", { tag: "@pictures" }, async ({ page }) => {
  test.setTimeout(180_000);
  await page.goto(`${chat.url}/signin`);
  await takePictures(page, "chat-signin");
  const { account } = await enter(page);
  await expect(shownBalance(page)).toHaveText("50 credits");
  await takePictures(page, "chat-empty");
  await page.getByRole("button", { name: "Tell me a story.", exact: true }).click();
  await expect(lastAnswer(page)).toContainText(STORY);
  await ask(page, "Tell me a slow story.");
  await expect(lastAnswer(page)).toContainText(FIRST_SENTENCE.trim());
  await takePictures(page, "chat-answering");
  await page.getByRole("button", { name: "Stop" }).click();
  await expect.poll(() => newestHold(account)).toMatchObject({ status: "CAPTURED" });
  await page.getByRole("link", { name: "Credits" }).click();
  await expect(page.getByRole("heading", { name: "Auto top-up" })).toBeVisible();
  await expect(page.getByRole("figure")).toBeVisible();
  await takePictures(page, "chat-credits");
  await page.getByRole("link", { name: "Chat" }).click();
  await takePictures(page, "chat-paywall");
});
