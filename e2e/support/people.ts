import type { Page } from "@playwright/test";
import { DEMO_PASSWORD } from "../../dev/demo-accounts";

let made = 0;

/** An address nobody has signed up with. */
export function newEmail(): string {
  made += 1;
  return `person-${Date.now()}-${made}@example.com`;
}

/** Signs in on the sign-in page and waits until the app has let the person in. */
export async function signIn(page: Page, email: string, password = DEMO_PASSWORD): Promise<void> {
  await page.goto("/signin");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/signin"));
}

/** Makes an account on the sign-up page; the person is then signed in. */
export async function signUp(page: Page, email = newEmail(), password = DEMO_PASSWORD): Promise<string> {
  await page.goto("/signup");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: /create|sign up/i }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/signup"));
  return email;
}
