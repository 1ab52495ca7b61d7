/** The headers of every response. The Content-Security-Policy has a nonce, so it is made per request in proxy.ts. */
export const securityHeaders = [
  // Browsers heed it over https alone, so a laptop on http is not locked out.
  { key: "Strict-Transport-Security", value: "max-age=31536000" },
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), browsing-topics=()" },
  // Banks and wallets that Stripe.js works with may open a window.
  { key: "Cross-Origin-Opener-Policy", value: "same-origin-allow-popups" },
];
