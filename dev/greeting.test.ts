import { expect, test } from "vitest";
import { greeting } from "./greeting";

test("the demo's last words name the admin pages with their sign-in", () => {
  const plan = { name: "Pro", credits: "400" };
  const words = greeting({ url: "http://app", took: "1 s", plan, stripe: "", database: "", folder: ".data" });
  expect(words).toContain("http://app/admin, signed in as admin@example.com with refill-demo");
  expect(words).toContain("subscribe to Pro");
});
