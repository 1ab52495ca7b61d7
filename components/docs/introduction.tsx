import { Fragment, type ReactNode } from "react";
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
import { InlineCode } from "@/components/docs/prose";
import { Rows } from "@/components/docs/rows";
import { formatCredits } from "@/components/ui/credits";

export const INTRODUCTION = [
  { id: "quick-start", name: "Quick start" },
  { id: "authentication", name: "Authentication" },
  { id: "idempotency", name: "Idempotency" },
  { id: "pagination", name: "Pagination" },
  { id: "rate-limits", name: "Rate limits" },
  { id: "typescript-client", name: "TypeScript client" },
  { id: "errors", name: "Errors" },
] as const;

type Topic = (typeof INTRODUCTION)[number]["id"];

type IntroductionProps = {
  origin: string;
  callsPerMinute: number;
  /** Of errors that almost any request can get. */
  commonCodes: readonly string[];
};

/** What applies to every request, before the endpoints. */
export function Introduction({ origin, callsPerMinute, commonCodes }: IntroductionProps) {
  return (
    <>
      <Topic id="quick-start" aside={<QuickStart origin={origin} />}>
        <p>
          Create an API key, then spend credits with it. Credits are whole numbers, money is{" "}
          <InlineCode>amountCents</InlineCode> with a <InlineCode>currency</InlineCode>, times are RFC 3339 in UTC, and
          ids are strings. Requests and responses are JSON in camelCase.
        </p>
        <p>
          Send your job's id as the idempotency key, so that a repeated request charges the job only once. The reference
          is also available as an OpenAPI 3.1 document:{" "}
          <a
            className="focus-ring rounded-sm text-ink underline decoration-line-strong"
            href="/api/v1/openapi.json"
            rel="nofollow"
          >
            openapi.json
          </a>
          .
        </p>
      </Topic>
      <Topic
        id="authentication"
        aside={<CodeBlock title="Create a key" label="the command" code={keyRequest(origin)} />}
      >
        <p>
          Every request except to the public endpoints has the header <InlineCode>Authorization: Bearer …</InlineCode>{" "}
          with one of these credentials:
        </p>
        <Rows
          caption="Credentials"
          rows={[
            [
              "API key",
              "`rk_…`, for programs. Created by a person and shown once. Revoking it takes effect within a second. Its scopes determine what it can do.",
            ],
            ["Token", "For a person, from `POST /api/v1/auth/token`. Valid for 15 minutes."],
            [
              "Service key",
              "Created by an admin. Acts for any account, which each request names as `account` in the body or the query: an account id, user id, external id or email address.",
            ],
            [
              "Session cookie",
              "For signed-in users on the app's own pages. Requests that change anything must come from the same origin.",
            ],
          ]}
        />
        <p>
          A request returns <InlineCode>404</InlineCode> both when the key lacks the required scope and when the object
          belongs to another account.
        </p>
      </Topic>
      <Topic
        id="idempotency"
        aside={<CodeBlock title="Sent twice, charged once" label="the command" code={spendByCurl(origin)} />}
      >
        <p>
          Spends, holds, captures and refunds accept a key of up to 255 characters in the{" "}
          <InlineCode>Idempotency-Key</InlineCode> header, and most also as <InlineCode>idempotencyKey</InlineCode> in
          the body. Keys are stored with the entry, never expire, and are unique per account. The account's owner has
          one set of keys; the app and its service keys share another.
        </p>
        <Rows
          caption="Behavior of idempotency keys"
          rows={[
            ["Same key, same request", "The first response again, with `replayed: true`. Nothing more is spent."],
            ["Same key, different request", "409 `idempotency_key_reused`."],
            ["402 or another error", "Not stored. You can use the same key again, for example after a top-up."],
            ["No response", "Retry with the same key. If the first request succeeded, you get its response."],
          ]}
        />
      </Topic>
      <Topic id="pagination" aside={<CodeBlock title="List every entry" label="the code" code={pages} />}>
        <p>
          Lists return <InlineCode>data</InlineCode>, newest first, and <InlineCode>nextCursor</InlineCode>. Pass it as{" "}
          <InlineCode>?cursor=</InlineCode> to get the next page; it is <InlineCode>null</InlineCode> on the last one.{" "}
          <InlineCode>?limit=</InlineCode> is 1 to 100 and defaults to 25. New objects never shift the pages.
        </p>
      </Topic>
      <Topic id="rate-limits">
        <p>
          Every API key, and every person without one, can make {formatCredits(callsPerMinute)} requests per minute; a
          batch of 1,000 spends counts as one. Requests over the limit fail with 429{" "}
          <InlineCode>rate_limited</InlineCode> and have no effect. Responses include these headers:
        </p>
        <Rows
          caption="Rate limit headers"
          rows={[
            ["`RateLimit-Limit`", "Requests per minute."],
            ["`RateLimit-Remaining`", "Requests left in this minute."],
            ["`RateLimit-Reset`", "Seconds until the limit resets."],
            ["`Retry-After`", "On 429 and 503: seconds to wait."],
          ]}
        />
      </Topic>
      <Topic
        id="typescript-client"
        aside={<CodeBlock title="TypeScript" label="the code" code={clientSetUp(origin)} />}
      >
        <p>
          The npm package <InlineCode>@refill/sdk</InlineCode> is typed from the OpenAPI document: paths, request
          bodies, responses and the error codes of each endpoint. Requests return <InlineCode>data</InlineCode> or{" "}
          <InlineCode>error</InlineCode>; <InlineCode>unwrap()</InlineCode> returns the data or throws the error.
        </p>
        <p>
          It adds an idempotency key to every spend that has none. When the network fails or the response is 503 or 429,
          it makes up to three attempts, but only for requests that are safe to repeat.
        </p>
      </Topic>
      <Topic
        id="errors"
        aside={<CodeBlock title="402, application/problem+json" label="the problem" code={problem(origin)} />}
      >
        <p>
          Every error is a problem document (RFC 9457) with a <InlineCode>code</InlineCode> from a fixed list for your
          program, a sentence for developers in <InlineCode>detail</InlineCode>, and a{" "}
          <InlineCode>requestId</InlineCode>, which is also in the <InlineCode>x-request-id</InlineCode> header of every
          response. Include it when you contact support about a request.
        </p>
        <p>
          Almost any request can get{" "}
          {commonCodes.map((code, nth) => (
            <Fragment key={code}>
              {nth === 0 ? "" : nth === commonCodes.length - 1 ? " and " : ", "}
              <InlineCode>{code}</InlineCode>
            </Fragment>
          ))}
          . The other codes are listed with the endpoints that answer with them.
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
