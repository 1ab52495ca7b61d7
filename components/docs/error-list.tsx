import { InlineCode } from "@/components/docs/prose";
import { PROBLEMS } from "@/lib/api/http/problems";

/** Every code the API refuses with, by status; the anchor of each is where a problem's `type` points. */
export function ErrorList() {
  return (
    <ul
      className="divide-y divide-line rounded-card border border-line bg-surface"
      aria-label="Problem codes by status"
    >
      {byStatus().map(({ status, codes }) => (
        <li
          key={status}
          className="grid gap-x-6 gap-y-2 px-4 py-3.5 sm:px-5 md:grid-cols-[40px_minmax(0,1fr)_minmax(0,1fr)]"
        >
          <p className="font-medium font-mono text-[13px]">{status}</p>
          <ul className="grid gap-2.5">
            {codes.map(([code, title]) => (
              <li
                key={code}
                id={code}
                className="-mx-2 scroll-mt-28 rounded-control px-2 py-0.5 target:bg-accent-soft lg:scroll-mt-20"
              >
                <InlineCode>{code}</InlineCode>
                <span className="mt-1 block text-[13px] text-muted">{title}.</span>
              </li>
            ))}
          </ul>
          <p className="text-[13px] text-muted">{ADVICE[status]}</p>
        </li>
      ))}
    </ul>
  );
}

function byStatus(): { status: number; codes: [string, string][] }[] {
  const entries = Object.entries(PROBLEMS);
  const statuses = [...new Set(entries.map(([, { status }]) => status))].sort((one, other) => one - other);
  return statuses.map((status) => ({
    status,
    codes: entries.flatMap(([code, problem]): [string, string][] =>
      problem.status === status ? [[code, problem.title]] : [],
    ),
  }));
}

const ADVICE: Partial<Record<number, string>> = {
  400: "Fix the request: it could not even be read. The same again brings the same.",
  401: "Send a key or token that is valid now. Keys end when they are revoked, tokens after 15 minutes.",
  402: "Ask for less, or have the account buy credits or refill; then the same key may be used again.",
  404: "Check the id, whose it is, and the key's scopes. Missing and forbidden look the same.",
  405: "See Allow in the answer's headers.",
  409: "Read the code: something else happened first. It is no fault of the network, so do not just retry.",
  413: "Send less at once: split a batch.",
  422: "Correct what errors names, field by field.",
  429: "Wait for Retry-After seconds. Nothing was done.",
  500: "Ask again under the same idempotency key, and tell us the request id if it lasts.",
  503: "Wait for Retry-After seconds and ask again under the same key. Nothing is half-done.",
};
