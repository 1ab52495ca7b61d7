import { PLAIN_PAGE_POLICY, plainPage } from "@/lib/pages/plain-page";

const page = plainPage({
  title: "You are offline",
  sentences: [
    "This page needs the internet, and the connection is gone.",
    "Nothing was lost: your credits and payments are on the server.",
  ],
  retry: "Try again",
});

/** What public/offline-worker.js keeps in the browser and shows when a page cannot be reached. */
export function GET(): Response {
  return new Response(page, {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "public, max-age=0, must-revalidate",
      "content-security-policy": PLAIN_PAGE_POLICY,
    },
  });
}
