import { expect, test } from "vitest";
import { securityText } from "@/lib/pages/security-text";

test("security.txt has a contact, its own address, and an expiry within the year that RFC 9116 allows", () => {
  const now = new Date("2026-11-24T09:30:00Z");
  const text = securityText({ contact: "mailto:security@refill.example", appUrl: "https://refill.example" }, now);
  expect(text.split("\n")).toEqual([
    "Contact: mailto:security@refill.example",
    "Expires: 2027-05-23T00:00:00.000Z",
    "Preferred-Languages: en",
    "Canonical: https://refill.example/.well-known/security.txt",
    "",
  ]);
});
