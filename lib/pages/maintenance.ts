import { PLAIN_PAGE_POLICY, plainPage } from "@/lib/pages/plain-page";

const RETRY_AFTER_SECONDS = 300;

const page = plainPage({
  title: "Down for maintenance",
  sentences: [
    "We are working on the app and will be back soon.",
    "Your credits and payments are safe: nothing is spent or charged from these pages meanwhile.",
  ],
  retry: "Try again",
});

/** Shown in place by a form, which keeps what was typed: the browser's side knows it by its first words. */
const SENTENCE = "Down for maintenance. Nothing was changed or charged. Try again in a few minutes.";

/** What people get instead of every page while MAINTENANCE is on, and what a form or a button of an open page is told. */
export function underMaintenance({ method, headers }: Pick<Request, "method" | "headers">): Response {
  const isAction = headers.has("next-action");
  return new Response(method === "HEAD" ? null : isAction ? SENTENCE : page, {
    status: 503,
    headers: {
      "retry-after": String(RETRY_AFTER_SECONDS),
      // With a charset, Next's client does not pass the text on to the form.
      "content-type": isAction ? "text/plain" : "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy": PLAIN_PAGE_POLICY,
    },
  });
}
