import type { NextConfig } from "next";

// The Content-Security-Policy carries a nonce, so it is made per request in proxy.ts.
const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), browsing-topics=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
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
    "graphile-worker",
    "pg",
    "pino",
    "prom-client",
    "rate-limiter-flexible",
  ],
  experimental: { optimizePackageImports: ["lucide-react", "recharts"] },
  headers: async () => [{ source: "/:path*", headers: securityHeaders }],
};

export default config;
