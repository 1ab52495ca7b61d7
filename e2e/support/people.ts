import type { APIRequestContext, Page } from "@playwright/test";
import { DEMO_PASSWORD } from "../../dev/demo-accounts";
import { expect } from "./test";

let made = 0;

/** An unused address. */
export function newEmail(): string {
  made += 1;
  return `person-${Date.now()}-${made}@example.com`;
}

/** Signs in on the sign-in page and waits until it succeeds. */
export async function signIn(page: Page, email: string, password = DEMO_PASSWORD): Promise<void> {
  await page.goto("/signin");
  await enterPassword(page, email, password);
  await page.waitForURL((url) => !url.pathname.startsWith("/signin"));
}

/** Fills in the sign-in page and sends it. */
export async function enterPassword(page: Page, email: string, password = DEMO_PASSWORD): Promise<void> {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/**
 * Creates an account on the sign-up page and verifies its address; the user is then signed in. A story that does not
 * test this starts with newPerson().
 */
export async function signUp(page: Page, email = newEmail(), password = DEMO_PASSWORD): Promise<string> {
  await createAccount(page, email, password);
  const landed = page.url();
  await verifyEmail(page);
  await page.goto(landed);
  return email;
}

/** Creates an account on the sign-up page; the user is then signed in, with an unverified address. */
export async function createAccount(page: Page, email = newEmail(), password = DEMO_PASSWORD): Promise<string> {
  await page.goto("/signup");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: /create|sign up/i }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/signup"));
  return email;
}

/** Follows the link in the email to the signed-in user. */
export async function verifyEmail(page: Page): Promise<void> {
  await page.goto(await mailedLink(page.request, "Verify your email address"));
  await page.getByRole("button", { name: "Verify email address" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your email address is verified");
}

/**
 * The link in the newest email with this subject, in the outbox of the signed-in user. An admin's has all emails.
 * The worker may still be writing it.
 */
export async function mailedLink(request: APIRequestContext, subject: string, to = ""): Promise<string> {
  let link: string | undefined;
  await expect(async () => {
    const rows = (await (await request.get("/outbox")).text()).split("<tr");
    const row = rows.find((one) => one.includes(`>${subject}<`) && one.includes(to));
    const mail = /href="(\/outbox\/[0-9a-f-]{36})"/.exec(row ?? "")?.[1] ?? "";
    expect(mail, `a mail "${subject}"`).not.toBe("");
    link = /https?:[^\s"]+\?token=[\w-]{43}/.exec(await (await request.get(mail)).text())?.[0];
    expect(link).toBeDefined();
  }).toPass({ timeout: 10_000 });
  return link ?? "";
}
