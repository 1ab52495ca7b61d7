import { minutes } from "@/lib/refusals/minutes";
import type { Rows } from "@/lib/refusals/row";

/** Refusals that do not depend on a resource. */
export const requests = {
  malformed_request: { status: 400, title: "The request could not be read", developer: "The request is malformed." },
  body_not_declared: {
    code: "malformed_request",
    developer: "Send the body as JSON with the header Content-Type: application/json.",
  },
  body_not_json: {
    code: "malformed_request",
    developer: ({ reason }: { reason: string }) => `The body is not valid JSON: ${reason}.`,
  },
  body_not_utf8: { code: "malformed_request", developer: "The body is not valid UTF-8." },
  body_cut_off: {
    code: "malformed_request",
    developer: "The connection closed before the whole body was received.",
  },
  report_not_declared: {
    code: "malformed_request",
    developer: "Send reports with the header Content-Type: application/reports+json or application/csp-report.",
  },
  url_not_utf8: {
    code: "malformed_request",
    developer: "The URL contains a percent-encoded sequence that is not valid UTF-8.",
  },
  sign_in_body_not_text: {
    code: "malformed_request",
    developer: "Send a form, or a JSON object whose values are strings.",
  },
  sign_in_error_not_valid: { code: "malformed_request", developer: "The parameter `error` is not a valid error code." },
  callback_url_not_valid: {
    code: "malformed_request",
    developer: "callbackUrl must be a path in this app, such as /dashboard, or an http(s) URL.",
  },
  bad_signature: {
    status: 400,
    title: "The webhook signature is not valid",
    developer: ({ detail }: { detail: string }) => detail,
  },
  not_found: { status: 404, title: "Not found", developer: "This resource does not exist." },
  unknown_url: {
    code: "not_found",
    developer: "There is no endpoint at this URL. /docs/api lists all endpoints.",
  },
  out_of_scope: {
    code: "not_found",
    developer: ({ scope }: { scope: string }) =>
      `This endpoint does not exist for these credentials: it requires the scope ${scope}.`,
  },
  people_only: {
    code: "not_found",
    developer: "API keys and customers' tokens cannot use this endpoint. Sign in, or send a bearer token.",
  },
  unknown_user: {
    code: "not_found",
    developer: "No such user.",
    user: "This user does not exist or was deleted. Reload the page.",
  },
  unknown_account: { code: "not_found", developer: "No such account." },
  metrics_off: {
    code: "not_found",
    developer: "There are no metrics until METRICS_TOKEN is set on the server. docs/observability.md describes them.",
  },
  unknown_cron_task: {
    code: "not_found",
    developer: ({ tasks }: { tasks: readonly string[] }) => `No such task. The tasks are ${tasks.join(", ")}.`,
  },
  method_not_allowed: {
    status: 405,
    title: "Method not allowed",
    developer: ({ allow }: { allow: string }) => `Use one of these methods: ${allow}.`,
  },
  email_taken: {
    status: 409,
    title: "Another account has this email address",
    developer: "An account has this address, or another spelling of the same mailbox.",
    user: "An account has this address, or another spelling of the same mailbox.",
  },
  missing_identity: {
    code: "validation_failed",
    field: "email",
    developer: "Pass `email`, `externalId` or both.",
  },
  own_account: {
    status: 409,
    title: "This would change your own account",
    developer: "Admins cannot do this to their own account. Ask another admin.",
    user: "You cannot do this to your own account. Ask another admin.",
  },
  view_only: {
    status: 403,
    title: "This is a view of another user's account",
    developer: "You view the app as another user, so nothing can be changed. Stop viewing first.",
    user: "You view the app as another user, so nothing can be changed. Stop viewing first.",
  },
  no_longer_admin: {
    status: 409,
    title: "You are no longer an admin",
    developer: "Another admin has locked you or taken your role meanwhile. Nothing was changed.",
    user: "You are no longer an admin. Nothing was changed.",
  },
  external_id_taken: {
    status: 409,
    title: "Another account has this external id",
    developer: "External ids are unique. Remove this one from the other account first.",
  },
  customer_signs_in: {
    status: 409,
    title: "This customer signs in here",
    developer:
      "This user has a password, signs in with a provider or is an admin, so only they can change their email address, and only they can use the app as themselves.",
  },
  payload_too_large: {
    status: 413,
    title: "The request body is too large",
    developer: ({ maxBytes }: { maxBytes: number }) => `The body can be at most ${maxBytes} bytes.`,
  },
  validation_failed: {
    status: 422,
    title: "Some fields are not valid",
    developer: "See `errors` for what is wrong with each field.",
  },
  rate_limited: {
    status: 429,
    title: "Too many requests",
    developer: ({ retryAfterSeconds }: { retryAfterSeconds: number }) => `Try again in ${retryAfterSeconds} seconds.`,
    user: ({ retryAfterSeconds }: { retryAfterSeconds: number }) =>
      `Too many attempts. Please try again in ${minutes(retryAfterSeconds)}.`,
  },
  too_many_streams: {
    status: 429,
    title: "Too many open streams for this account or address",
    developer: ({ retryAfterSeconds }: { retryAfterSeconds: number }) =>
      `Close a stream that is no longer read, or share one between readers. Try again in ${retryAfterSeconds} seconds.`,
  },
  internal_error: {
    status: 500,
    title: "Something went wrong on our side",
    developer: "An unexpected error occurred. Contact us with the request id.",
  },
  batch_item_failed: {
    code: "internal_error",
    developer: "An unexpected error occurred. Send this item again with the same idempotency key.",
  },
  database_unavailable: {
    status: 503,
    title: "The database cannot be reached",
    developer: "Nothing was changed. Try again in a few seconds.",
  },
  no_stream_free: {
    status: 503,
    title: "The server has reached its limit of open streams",
    developer: ({ retryAfterSeconds }: { retryAfterSeconds: number }) =>
      `Request the balance with GET /api/v1/credits instead, or try again in ${retryAfterSeconds} seconds.`,
  },
  not_ready: { status: 503, title: "Not ready to serve", developer: ({ reason }: { reason: string }) => reason },
} as const satisfies Rows;
