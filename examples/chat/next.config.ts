import type { NextConfig } from "next";

// The folder of Refill around this one has a lockfile too.
export default { turbopack: { root: import.meta.dirname } } satisfies NextConfig;
