import type { Rows } from "@/lib/refusals/row";

/** Why credentials are refused. */
export const signIn = {
  unauthorized: {
    status: 401,
    title: "Missing or invalid credentials",
    developer: "Sign in, or send Authorization: Bearer with an API key or a token from POST /api/v1/auth/token.",
  },
  bad_authorization_header: {
    code: "unauthorized",
    developer: "Send the header as Authorization: Bearer <token or API key>.",
  },
  bad_api_key: { code: "unauthorized", developer: "This API key is not valid, was revoked, or has expired." },
  bad_token: {
    code: "unauthorized",
    developer: "This token is not valid or has expired. Get a new one from POST /api/v1/auth/token.",
  },
  bad_cron_secret: {
    code: "unauthorized",
    developer: "Send Authorization: Bearer with the value of CRON_SECRET, which must be set on the server.",
  },
  bad_metrics_token: {
    code: "unauthorized",
    developer: "Send Authorization: Bearer with the value of METRICS_TOKEN.",
  },
  invalid_credentials: {
    status: 401,
    title: "Wrong email address or password",
    developer: "No account has this email address and password.",
    user: "This email address and password do not match. Check both and try again.",
  },
  second_factor_required: {
    status: 401,
    title: "A two-step sign-in code is required",
    developer: "Send a code from the authenticator app, or a recovery code, as `code`.",
  },
  invalid_code: {
    status: 401,
    title: "This code is wrong or was already used",
    developer: "Each code works once. Wait for the next one and try again.",
    user: "This code is invalid or was already used. Wait for the next one and try again.",
  },
  untrusted_origin: {
    status: 401,
    title: "Session cookies are not accepted from other sites",
    developer: ({ origin }: { origin: string }) =>
      `With a session cookie, changes are accepted only from pages of ${origin}.`,
  },
  reauthentication_required: {
    status: 403,
    title: "Confirm your identity first",
    developer: "Confirm your identity at /confirm-identity, then try again within ten minutes.",
  },
  token_too_old: {
    code: "reauthentication_required",
    developer: "This endpoint requires a token that is at most ten minutes old. Get one from POST /api/v1/auth/token.",
  },
  too_many_keys: {
    status: 409,
    title: "The limit of API keys is reached",
    developer: ({ max }: { max: number }) => `An account can have ${max} keys. Revoke one that is no longer used.`,
  },
  unknown_key: { code: "not_found", developer: "No such API key." },
} as const satisfies Rows;
