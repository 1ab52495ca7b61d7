import { randomUUID } from "node:crypto";
import { database } from "../lib/db";
import { signedInAs } from "./support/signed-in";
import { expect, test } from "./support/test";

/** An email's job that has failed for good: its email does not exist, so that a retry succeeds. Returns its key. */
async function failedJob(): Promise<string> {
  const mailId = randomUUID();
  const key = `mail:${mailId}`;
  await database().sql`
    SELECT id FROM graphile_worker.add_job(
      'send_mail', payload := json_build_object('mailId', ${mailId}::text), job_key := ${key}::text,
      max_attempts := 1, run_at := now() + interval '1 day')`;
  await database().sql`
    UPDATE graphile_worker._private_jobs SET attempts = 1, last_error = 'The server refused it.' WHERE key = ${key}::text`;
  return key;
}

test("an admin reads why jobs failed, retries one and drops another", { tag: "@full" }, async ({ page }) => {
  const [retried, dropped] = [await failedJob(), await failedJob()];
  await signedInAs(page, "admin@example.com");
  await page.goto("/admin/jobs?state=failed&task=send_mail");
  const row = (key: string) => page.locator(`tr[data-job="${key}"]`);
  await expect(row(retried)).toContainText("The server refused it.");
  await row(retried).getByRole("button", { name: "Retry" }).click();
  await expect(page.getByText("The job runs now.")).toBeVisible();
  await expect(row(retried)).toHaveCount(0);

  await row(dropped).getByRole("button", { name: "Drop" }).click();
  await page.getByLabel("Type “drop” to confirm").fill("drop");
  await page.getByRole("alertdialog").getByRole("button", { name: "Drop the job" }).click();
  await expect(page.getByText("The job is dropped.")).toBeVisible();
  await expect(row(dropped)).toHaveCount(0);
  await expect(page.getByRole("table", { name: "Schedule" })).toContainText("Verify the ledger");
});
