import { expect, test } from "vitest";
import { goalOf } from "@/lib/auth/goal";

const goal = (path: string) => goalOf(new URL(path, "https://refill.example"));
const order = "/buy?plan=pro&by=year";

test("an order is remembered from its own page and from the sign-in pages that lead to it", () => {
  expect(goal(order)).toBe(order);
  for (const page of ["/signup", "/signin"]) expect(goal(`${page}?next=${encodeURIComponent(order)}`)).toBe(order);
});

test.each([
  "/",
  "/buy",
  "/pricing?plan=pro",
  "/signup",
  "/signup?next=/dashboard",
  "/signup?next=https://evil.example/buy?plan=pro",
  "/signup?next=//evil.example/buy?plan=pro",
  `/buy?plan=${"a".repeat(600)}`,
])("nothing is remembered from %s", (path) => expect(goal(path)).toBeNull());
