import type { NextConfig } from "next";
import { PHASE_PRODUCTION_BUILD } from "next/constants";
import { headersByPath, securityHeaders } from "./lib/pages/security-headers";

const config: NextConfig = {
  typedRoutes: true,
  poweredByHeader: false,
  reactStrictMode: true,
  // Native or self-reading packages: bundling them breaks their own file look-ups.
  serverExternalPackages: [
    "@node-rs/argon2",
    // One tracer for what Next brings and for ours.
    "@opentelemetry/api",
    "@opentelemetry/exporter-trace-otlp-http",
    "@opentelemetry/resources",
    "@opentelemetry/sdk-trace-node",
    "@prisma/adapter-pg",
    "@prisma/client",
    // It renders with React's own server, which Next keeps out of what it bundles.
    "@react-email/render",
    "graphile-worker",
    "nodemailer",
    "pg",
    "pino",
    "prom-client",
    "rate-limiter-flexible",
  ],
  // `npm run check` checks the types of everything, tests and tools too; a build need not do it again.
  typescript: { ignoreBuildErrors: true },
  experimental: {
    optimizePackageImports: ["lucide-react", "recharts"],
    // Writing the cache costs a fresh machine more than it ever gives back.
    turbopackFileSystemCacheForBuild: false,
  },
  // No page uses it, and it would work for anybody who asks.
  images: { unoptimized: true },
  // Pages of the documentation as Markdown: a folder's name cannot end in the address of its page.
  rewrites: async () => [{ source: "/docs/:page([a-z0-9-]+).md", destination: "/docs/markdown/:page" }],
  headers: async () => [{ source: "/:path*", headers: securityHeaders }, ...headersByPath],
};

/**
 * A build also leaves a server with only the files it needs in .next/standalone, which the image is made from. Vercel makes its
 * own. The image is for Linux, and on Windows the links in that folder need rights that few have.
 */
export default function configOf(phase: string): NextConfig {
  const isForImage = phase === PHASE_PRODUCTION_BUILD && !process.env.VERCEL && process.platform !== "win32";
  return isForImage ? { ...config, output: "standalone" } : config;
}
