/**
 * The Content-Security-Policy of a page whose scripts are allowed by `scripts`: a nonce and what it loads, or hashes. Set
 * on every page in proxy.ts.
 */
export function contentSecurityPolicy(scripts: string): string {
  const development = process.env.NODE_ENV === "development";
  return [
    "default-src 'self'",
    // React needs eval for its stack traces in development only.
    `script-src 'self' ${scripts}${development ? " 'unsafe-eval'" : ""}`,
    // Levels, bars and charts use style attributes, which a nonce does not cover.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    // Without JavaScript a form posts here and is redirected to Stripe, which browsers check against this list.
    `form-action ${["'self'", ...paymentOrigins()].join(" ")}`,
    "frame-ancestors 'none'",
  ].join("; ");
}

function paymentOrigins(): string[] {
  const base = process.env.STRIPE_API_BASE;
  return base
    ? [new URL(base).origin]
    : ["https://checkout.stripe.com", "https://billing.stripe.com", "https://hooks.stripe.com"];
}
