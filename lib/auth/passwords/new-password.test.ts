import fc from "fast-check";
import { expect, test } from "vitest";
import { newPasswordProblem } from "@/lib/auth/passwords/new-password";

const EMAIL = "ada.lovelace@example.com";

test.each([
  ["nine char", "at least 10"],
  ["x".repeat(201), "at most 200"],
  ["1234567890", "most common"],
  ["Qwertyuiop", "most common"],
  ["１２３４５６７８９０", "most common"],
  ["ｑｗｅｒｔｙｕｉｏｐ", "most common"],
  ["ａｄａ．ｌｏｖｅｌａｃｅ", "cannot be your email address"],
  ["e\u0301".repeat(9), "at least 10"],
  ["\ufdfa".repeat(12), "at most 200"],
  ["password123", "most common"],
  ["password1234", "most common"],
  ["ada.lovelace@example.com", "cannot be your email address"],
  ["ADA.Lovelace@example.com", "cannot be your email address"],
  ["ada.lovelace", "cannot be your email address"],
  [undefined, "Choose a password"],
])("%j is refused as a new password", (password, sentence) => {
  expect(newPasswordProblem(password, EMAIL)).toContain(sentence);
});

test.each(["correct horse", "x".repeat(10), "x y z é ü 漢字 🐎 long", "z".repeat(200)])("%j is valid", (password) => {
  expect(newPasswordProblem(password, EMAIL)).toBeNull();
});

test("any input is either accepted or refused with a sentence", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 220 }), (password) => {
      const problem = newPasswordProblem(password, EMAIL);
      const { length } = password.normalize("NFKC");
      if (length < 10 || length > 200) expect(problem).not.toBeNull();
      else expect(problem === null || problem.endsWith(".")).toBe(true);
    }),
  );
});
