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

/** What people get instead of every page while MAINTENANCE is on. */
export function underMaintenance({ method }: { method: string }): Response {
  return new Response(method === "HEAD" ? null : page, {
    status: 503,
    headers: {
      "retry-after": String(RETRY_AFTER_SECONDS),
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy": PLAIN_PAGE_POLICY,
    },
  });
}
