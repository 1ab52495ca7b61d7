import { expect, test } from "vitest";
import { isDisposable } from "@/lib/auth/email/disposable-domain";

test.each(["mailinator.com", "inbox.mailinator.com", "guerrillamail.com", "10minutemail.com", "yopmail.com"])(
  "%s is a disposable domain",
  (domain) => {
    expect(isDisposable(`somebody@${domain}`)).toBe(true);
  },
);

test.each([
  "gmail.com",
  "example.com",
  "duck.com",
  "mozmail.com",
  "mailinator.example",
  "com",
  "mailinator.com.example",
])("%s is not a disposable domain", (domain) => {
  expect(isDisposable(`somebody@${domain}`)).toBe(false);
});
