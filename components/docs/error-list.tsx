import { InlineCode } from "@/components/docs/prose";
import { PROBLEMS } from "@/lib/api/http/problems";

/** Every error code by status. A problem's `type` links to the code's anchor. */
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
  400: "Fix the request: it could not be read. Repeating it unchanged returns the same error.",
  401: "Send a valid key or token. Keys are valid until they are revoked, tokens for 15 minutes.",
  402: "Spend less, or retry after the account has bought credits or refilled. You can use the same idempotency key.",
  404: "Check the id, the account it belongs to, and the key's scopes. Missing and forbidden objects look the same.",
  405: "See the Allow header of the response.",
  409: "Check the code: the object's current state does not allow this. Do not retry without a change.",
  413: "Send a smaller body, for example by splitting a batch.",
  422: "Correct the fields listed in errors.",
  429: "Retry after the seconds in Retry-After. The request had no effect.",
  500: "Retry with the same idempotency key. If it keeps failing, contact support with the request id.",
  503: "Retry after the seconds in Retry-After, with the same idempotency key. Nothing was partially applied.",
};
