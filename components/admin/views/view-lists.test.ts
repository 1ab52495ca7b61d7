import { expect, test } from "vitest";
import { viewQuery } from "./view-lists";

test("a view keeps the filters that its list knows, in one order, without the page that was open", () => {
  expect(viewQuery("USERS", { status: "PAST_DUE", plan: "pro", cursor: "x", odd: "y" })).toBe(
    "plan=pro&status=PAST_DUE",
  );
  expect(
    viewQuery("WEBHOOKS", { type: "invoice.paid", status: "WRONG", replay: "0198c0de-0000-7000-8000-000000000000" }),
  ).toBe("type=invoice.paid");
  expect(viewQuery("PAYMENTS", { needs: "answer", user: "a+b@example.com" })).toBe(
    "needs=answer&user=a%2Bb%40example.com",
  );
  expect(viewQuery("AUDIT", { action: "all" })).toBe("");
});
