import type { ReactNode } from "react";
import { Code, CodeBlock } from "@/components/docs/code-block";
import { CodeTabs } from "@/components/docs/code-tabs";
import { ErrorList } from "@/components/docs/error-list";
import {
  clientSetUp,
  keyRequest,
  pages,
  problem,
  spendByClient,
  spendByCurl,
  spendByPython,
} from "@/components/docs/introduction-code";
import { Inline, InlineCode } from "@/components/docs/prose";
import { formatCredits } from "@/components/ui/credits";

export const INTRODUCTION = [
  { id: "quick-start", name: "Quick start" },
  { id: "authentication", name: "Authentication" },
  { id: "idempotency", name: "Idempotency" },
  { id: "pagination", name: "Pages" },
  { id: "rate-limits", name: "Rate limits" },
  { id: "typescript-client", name: "TypeScript client" },
  { id: "errors", name: "Errors" },
] as const;

type Topic = (typeof INTRODUCTION)[number]["id"];

/** What holds for every call, before the calls. */
export function Introduction({ origin, callsPerMinute }: { origin: string; callsPerMinute: number }) {
  return (
    <>
      <Topic id="quick-start" aside={<QuickStart origin={origin} />}>
        <p>
          Make a key, then spend with it. Credits are whole numbers, money is <InlineCode>amountCents</InlineCode> with
          its <InlineCode>currency</InlineCode>, times are RFC 3339 in UTC, ids are text. Requests and answers are JSON
          in camelCase.
        </p>
        <p>
          Send your job's id as the idempotency key: however often the request is repeated, the job is paid once. The
          whole reference for machines is{" "}
          <a
            className="focus-ring rounded-sm text-ink underline decoration-line-strong"
            href="/api/v1/openapi.json"
            rel="nofollow"
          >
            openapi.json
          </a>{" "}
          (OpenAPI 3.1).
        </p>
      </Topic>
      <Topic id="authentication" aside={<CodeBlock title="Make a key" label="the command" code={keyRequest(origin)} />}>
        <p>
          Every call but the public ones carries <InlineCode>Authorization: Bearer …</InlineCode>, with one of these:
        </p>
        <Rows
          caption="Credentials"
          rows={[
            [
              "API key",
              "`rk_…`, for programs. Made by a person, shown once, revoked within a second everywhere. Its scopes say what it may do.",
            ],
            ["Token", "For a person, from `POST /api/v1/auth/token`. Good for 15 minutes."],
            [
              "Service key",
              "Made by an admin. Acts for any account, which each call names as `account` in the body or the query: an account id, user id, external id or email address.",
            ],
            [
              "Session cookie",
              "Of somebody signed in, for the app's own pages. Changes are taken from the same origin only.",
            ],
          ]}
        />
        <p>
          A call that needs a scope the key lacks, and one for what belongs to somebody else, are both{" "}
          <InlineCode>404</InlineCode>.
        </p>
      </Topic>
      <Topic
        id="idempotency"
        aside={<CodeBlock title="Sent twice, paid once" label="the command" code={spendByCurl(origin)} />}
      >
        <p>
          Spends, holds, captures and refunds take a key of up to 255 characters in the header{" "}
          <InlineCode>Idempotency-Key</InlineCode>, and most in the body as <InlineCode>idempotencyKey</InlineCode> too.
          It is kept with the entry, for good, and unique per account: what the account's owner sends is one set of
          keys, what the app and its service keys send is another.
        </p>
        <Rows
          caption="What a key does"
          rows={[
            ["Same key, same request", "The first answer again with `replayed: true`. Nothing more is spent."],
            ["Same key, another request", "409 `idempotency_key_reused`."],
            ["402 or an error", "Not remembered. The same key may be used again after a top-up."],
            ["No answer at all", "Ask again under the same key: if it was done, you get that answer."],
          ]}
        />
      </Topic>
      <Topic id="pagination" aside={<CodeBlock title="Walk a list" label="the code" code={pages} />}>
        <p>
          Lists answer <InlineCode>data</InlineCode> and <InlineCode>nextCursor</InlineCode>, newest first. Ask for the
          next page with <InlineCode>?cursor=</InlineCode>; it is <InlineCode>null</InlineCode> on the last one.{" "}
          <InlineCode>?limit=</InlineCode> is 1 to 100, 25 unless told. What is written meanwhile shifts nothing.
        </p>
      </Topic>
      <Topic id="rate-limits">
        <p>
          Every key, and every person without one, has {formatCredits(callsPerMinute)} calls a minute; a batch of 1,000
          spends is one call. Past that, calls are 429 <InlineCode>rate_limited</InlineCode> and do nothing. Answers say
          where you stand:
        </p>
        <Rows
          caption="Headers of the rate limit"
          rows={[
            ["`RateLimit-Limit`", "Calls a minute."],
            ["`RateLimit-Remaining`", "Calls left in this minute."],
            ["`RateLimit-Reset`", "Seconds until it begins anew."],
            ["`Retry-After`", "With 429 and 503: seconds to wait."],
          ]}
        />
      </Topic>
      <Topic
        id="typescript-client"
        aside={<CodeBlock title="TypeScript" label="the code" code={clientSetUp(origin)} />}
      >
        <p>
          The client in <InlineCode>lib/client</InlineCode> is typed from this very document: addresses, bodies, answers
          and the codes each call may be refused with. Calls answer <InlineCode>data</InlineCode> or{" "}
          <InlineCode>error</InlineCode>; <InlineCode>unwrap()</InlineCode> makes that a value or an exception.
        </p>
        <p>
          It gives every spend without an idempotency key one, and asks again, three times in all, when the network
          fails or the answer is 503 or 429: only where that cannot do a thing twice.
        </p>
      </Topic>
      <Topic
        id="errors"
        aside={<CodeBlock title="402, application/problem+json" label="the problem" code={problem(origin)} />}
      >
        <p>
          Every refusal is a problem document (RFC 9457) with a closed <InlineCode>code</InlineCode> to decide by, a
          sentence for a developer in <InlineCode>detail</InlineCode>, and the <InlineCode>requestId</InlineCode> that
          is also in the header <InlineCode>x-request-id</InlineCode> of every answer. Name it when you ask us about a
          call.
        </p>
      </Topic>
      <div className="pb-12">
        <ErrorList />
      </div>
    </>
  );
}

function Topic({ id, aside, children }: { id: Topic; aside?: ReactNode; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="grid gap-x-10 gap-y-5 py-8 first:pt-2 xl:grid-cols-[minmax(0,1fr)_432px]">
      <div className="grid min-w-0 content-start gap-3 text-muted">
        <h2 id={id} className="scroll-mt-28 font-semibold text-ink text-xl tracking-[-0.015em] lg:scroll-mt-20">
          {INTRODUCTION.find((topic) => topic.id === id)?.name}
        </h2>
        {children}
      </div>
      {aside ? <div className="min-w-0">{aside}</div> : null}
    </section>
  );
}

function QuickStart({ origin }: { origin: string }) {
  return (
    <CodeTabs
      label="the request"
      languages={[
        { name: "curl", code: <Code code={spendByCurl(origin)} /> },
        { name: "TypeScript", code: <Code code={spendByClient(origin)} /> },
        { name: "Python", code: <Code code={spendByPython(origin)} /> },
      ]}
    />
  );
}

/** Two columns: a thing and what is to be known of it. */
function Rows({ caption, rows }: { caption: string; rows: [string, string][] }) {
  return (
    <dl aria-label={caption} className="divide-y divide-line border-line border-y">
      {rows.map(([name, text]) => (
        <div key={name} className="grid gap-x-5 gap-y-0.5 py-2.5 sm:grid-cols-[150px_minmax(0,1fr)]">
          <dt className="font-medium text-ink">
            <Inline text={name} />
          </dt>
          <dd>
            <Inline text={text} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
