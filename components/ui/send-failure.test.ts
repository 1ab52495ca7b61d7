import { getRedirectError } from "next/dist/client/components/redirect";
import { UnrecognizedActionError } from "next/dist/client/components/unrecognized-action-error";
import { notFound } from "next/navigation";
import { expect, test } from "vitest";
import { isNotFound, isSignInRedirect, rethrowNavigation } from "./navigation-errors";
import { sendFailureOf } from "./send-failure";

test("a request without an answer is told apart from a refusal, an older page and a failure of the server", () => {
  const kinds = [
    [new TypeError("Failed to fetch"), false],
    [new TypeError("Failed to fetch"), true],
    [new Error("Connection closed."), true],
    [new Error("Too many requests. Try again in 12 seconds.\n"), true],
    [new UnrecognizedActionError("Server Action was not found"), true],
    [Object.assign(new Error("An error occurred"), { digest: "123" }), true],
    ["thrown text", true],
  ] as const;
  expect(kinds.map(([error, isOnline]) => sendFailureOf(error, isOnline).kind)).toEqual([
    "offline",
    "dropped",
    "dropped",
    "busy",
    "outdated",
    "failed",
    "failed",
  ]);
  expect(sendFailureOf(kinds[3][0], true).sentence).toBe("Too many requests. Try again in 12 seconds.");
});

test("a redirect and not-found are passed on to Next, and a redirect to sign in is recognized", () => {
  const to = (path: string) => getRedirectError(path, "push");
  expect(() => rethrowNavigation(to("/dashboard"))).toThrow();
  expect(() => rethrowNavigation(new TypeError("Failed to fetch"))).not.toThrow();
  expect([errorOf(notFound), to("/"), new Error("404")].map(isNotFound)).toEqual([true, false, false]);
  const asksToSignIn = ["/signin?next=%2Fsettings", "/signin/second-factor", "/confirm-identity?next=%2F", "/signins"];
  expect(asksToSignIn.map((path) => isSignInRedirect(to(path)))).toEqual([true, true, true, false]);
  expect([to("/billing?next=/signin"), new Error("/signin"), null].map(isSignInRedirect)).toEqual([
    false,
    false,
    false,
  ]);
});

function errorOf(work: () => never): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
