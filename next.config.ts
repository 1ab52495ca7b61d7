import type { NextConfig } from "next";

// The Content-Security-Policy carries a nonce, so it is made per request in proxy.ts.
const securityHeaders = [
  // Browsers heed it over https alone, so a laptop on http is not locked out.
  { key: "Strict-Transport-Security", value: "max-age=31536000" },
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), browsing-topics=()" },
  // Banks and wallets that Stripe.js works with may open a window.
  { key: "Cross-Origin-Opener-Policy", value: "same-origin-allow-popups" },
];

const config: NextConfig = {
  typedRoutes: true,
  poweredByHeader: false,
  reactStrictMode: true,
  // Native or self-reading packages: bundling them breaks their own file look-ups.
  serverExternalPackages: [
    "@node-rs/argon2",
    "@prisma/adapter-pg",
    "@prisma/client",
    // It renders with React's own server, which Next keeps out of what it bundles.
    "@react-email/render",
    "graphile-worker",
    "nodemailer",
    "pg",
    "pino",
    "rate-limiter-flexible",
  ],
  // `npm run check` checks the types of everything, tests and tools too; a build need not do it again.
  typescript: { ignoreBuildErrors: true },
  experimental: {
    optimizePackageImports: ["lucide-react", "recharts"],
    // Writing the cache costs a fresh machine more than it ever gives back.
    turbopackFileSystemCacheForBuild: false,
  },
  headers: async () => [{ source: "/:path*", headers: securityHeaders }],
};

export default config;
