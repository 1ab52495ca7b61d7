/**
 * The Content-Security-Policy of a page whose scripts are allowed by `scripts`: a nonce and what it loads, or hashes. Set
 * on every page in proxy.ts.
 */
export function contentSecurityPolicy(scripts: string): string {
  const development = process.env.NODE_ENV === "development";
  const stripe = stripeJsSources();
  return [
    "default-src 'self'",
    // React needs eval for its stack traces in development only. The addresses are for browsers without 'strict-dynamic'
    // and for pages whose scripts are allowed by hashes.
    `script-src ${sources("'self'", scripts, development && "'unsafe-eval'", ...stripe.scripts)}`,
    // Levels, bars and charts use style attributes, which a nonce does not cover.
    "style-src 'self' 'unsafe-inline'",
    `img-src ${sources("'self'", "data:", "blob:", ...stripe.images)}`,
    "font-src 'self'",
    `connect-src ${sources("'self'", development && "ws:", ...stripe.requests)}`,
    "worker-src 'self'",
    ...(stripe.frames.length > 0 ? [`frame-src ${sources(...stripe.frames)}`] : []),
    "object-src 'none'",
    "base-uri 'none'",
    // Without JavaScript a form posts here and is redirected to Stripe, which browsers check against this list.
    `form-action ${sources("'self'", ...paymentOrigins())}`,
    "frame-ancestors 'none'",
  ].join("; ");
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
 * What Stripe.js needs, once there is a publishable key. Every page allows it: someone who gets from one page to another
 * keeps the policy of the first, and the card can be changed from all of them.
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
