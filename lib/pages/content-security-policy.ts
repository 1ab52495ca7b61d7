const REPORTS_PATH = "/api/csp-reports";

/** The Content-Security-Policy of everything that is not a page: data, files, redirects. It loads nothing and cannot be framed. */
export const NO_PAGE_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

type PageNeeds = {
  /** What allows the page's own scripts: a nonce and what it loads, or hashes. */
  allowed: string;
  /** Whether the page runs the app, which loads further scripts and data, and Stripe.js where people pay. */
  runsApp: boolean;
  /** Where its forms may lead besides Stripe: the sign-in pages of providers. */
  signInOrigins?: readonly string[];
};

/** The Content-Security-Policy of a page. proxy.ts sets it. */
export function contentSecurityPolicy({ allowed, runsApp, signInOrigins = [] }: PageNeeds): string {
  const development = process.env.NODE_ENV === "development";
  const stripe = runsApp ? stripeJsSources() : NO_STRIPE;
  return [
    "default-src 'none'",
    // React needs eval for its stack traces in development only. The addresses are for browsers without 'strict-dynamic'
    // and for pages whose scripts are allowed by hashes.
    `script-src ${sources(runsApp && "'self'", allowed, development && "'unsafe-eval'", ...stripe.scripts)}`,
    // Levels, bars and charts use style attributes, which a nonce does not cover.
    "style-src 'self' 'unsafe-inline'",
    `img-src ${sources("'self'", development && "data:", ...stripe.images)}`,
    "font-src 'self'",
    "manifest-src 'self'",
    ...(runsApp ? [`connect-src ${sources("'self'", development && "ws:", ...stripe.requests)}`] : []),
    ...(runsApp ? ["worker-src 'self'"] : []),
    ...(stripe.frames.length > 0 ? [`frame-src ${sources(...stripe.frames)}`] : []),
    "object-src 'none'",
    "base-uri 'none'",
    // Without JavaScript a form posts here and is redirected to Stripe or to a provider, which browsers check against this list.
    `form-action ${sources("'self'", ...paymentOrigins(), ...signInOrigins)}`,
    "frame-ancestors 'none'",
    ...reporting(),
  ].join("; ");
}

/** The header that goes with a page's policy: it gives the name in `report-to` its address. */
export function reportingHeaders(): Record<string, string> {
  return isSecure() ? { "reporting-endpoints": `csp="${REPORTS_PATH}"` } : {};
}

/**
 * Where browsers report what the policy blocked. On http, localhost included, they ignore Reporting-Endpoints, and where they
 * know `report-to` they ignore `report-uri` beside it: with both, nothing would be reported there.
 */
function reporting(): string[] {
  return [`report-uri ${REPORTS_PATH}`, ...(isSecure() ? ["report-to csp"] : [])];
}

function isSecure(): boolean {
  return process.env.APP_URL?.startsWith("https://") ?? false;
}

type StripeSources = Record<"scripts" | "frames" | "requests" | "images", readonly string[]>;

const NO_STRIPE: StripeSources = { scripts: [], frames: [], requests: [], images: [] };

/** Source: https://docs.stripe.com/security/guide#content-security-policy, for Stripe.js and for Checkout. */
const STRIPE: StripeSources = {
  scripts: ["https://js.stripe.com", "https://*.js.stripe.com", "https://checkout.stripe.com"],
  frames: [
    "https://js.stripe.com",
    "https://*.js.stripe.com",
    "https://hooks.stripe.com",
    "https://checkout.stripe.com",
  ],
  requests: ["https://api.stripe.com", "https://checkout.stripe.com"],
  images: ["https://*.stripe.com"],
};

/**
 * What Stripe.js needs, once there is a publishable key. Every page that runs the app allows it: someone who gets from one
 * page to another keeps the policy of the first, and the card can be changed from all of them.
 */
function stripeJsSources(): StripeSources {
  const { STRIPE_PUBLISHABLE_KEY: key, STRIPE_JS_URL: address } = process.env;
  if (!key) return NO_STRIPE;
  if (!address) return STRIPE;
  const { origin } = new URL(address);
  return { ...NO_STRIPE, scripts: [origin], frames: [origin] };
}

function sources(...allowed: (string | false)[]): string {
  return allowed.filter(Boolean).join(" ");
}

function paymentOrigins(): string[] {
  const base = process.env.STRIPE_API_BASE;
  return base
    ? [new URL(base).origin]
    : ["checkout", "billing", "hooks", "invoice"].map((page) => `https://${page}.stripe.com`);
}
