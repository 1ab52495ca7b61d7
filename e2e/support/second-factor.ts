import type { Page } from "@playwright/test";
import { totpCode } from "../../lib/auth/second-factor/totp";
import { expectAccessible } from "./accessible";
import { expect } from "./test";

const STEP_MS = 30_000;

/** The code that an authenticator app shows now. */
const codeNow = (secret: string) => totpCode(secret, new Date());

/** The code of the next 30 seconds, which is already valid, for a user who has just used the current one. */
export const nextCode = (secret: string) => totpCode(secret, new Date(Date.now() + STEP_MS));

/** Reads the secret on the setup page and turns on two-step sign-in. */
export async function turnOn(page: Page): Promise<{ secret: string; recoveryCodes: string[] }> {
  const secret = await page.getByLabel("Key", { exact: true }).inputValue();
  await expect(page.getByRole("img", { name: "QR code of your secret" })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("Code", { exact: true }).fill(codeNow(secret));
  await page.getByRole("button", { name: "Turn on two-step sign-in" }).click();
  const list = page.getByRole("region", { name: "Recovery codes" }).getByRole("listitem");
  await expect(list).toHaveCount(10);
  await expectAccessible(page);
  const recoveryCodes = await list.allTextContents();
  await page.getByRole("link", { name: "I have saved them" }).click();
  return { secret, recoveryCodes };
}

/** Enters email and password on the sign-in page, up to the request for a code. */
export async function givePassword(page: Page, email: string, password: string): Promise<void> {
  await page.goto("/signin?next=/credits");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/signin\/second-factor/);
}

/** Signs out with the menu, which works on a phone and on a desktop. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: /Account menu/ }).click();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page.getByRole("button", { name: /Account menu/ })).toHaveCount(0);
}
