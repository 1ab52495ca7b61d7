import { readFileSync } from "node:fs";
import { join } from "node:path";
import { OTHER } from "@/lib/monitoring/known-label";
import { oncePerProcess } from "@/lib/once-per-process";

export type MatchRoute = (path: string) => string;

type Dynamic = { template: string; parts: string[] };

/**
 * Finds the template of a path, such as `/api/v1/accounts/[account]`. What no route serves is `other`, and every file of
 * the framework `/_next`, so that the number of results does not depend on what is requested.
 */
export function routeMatcher(templates: readonly string[]): MatchRoute {
  const fixed = new Set(templates.filter((template) => !template.includes("[")));
  const dynamic = templates
    .filter((template) => template.includes("["))
    .map((template): Dynamic => ({ template, parts: template.split("/") }))
    .toSorted((a, b) => rank(a).localeCompare(rank(b)));
  return (path) => {
    if (path.startsWith("/_next/")) return "/_next";
    const plain = path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
    if (fixed.has(plain)) return plain;
    const parts = plain.split("/");
    return dynamic.find((one) => fits(one.parts, parts))?.template ?? OTHER;
  };
}

// As the framework chooses: a name before [one] before [...many] before [[...any]], from left to right.
function rank({ parts }: Dynamic): string {
  return parts.map((part) => (part.startsWith("[[") ? "3" : isMany(part) ? "2" : isOne(part) ? "1" : "0")).join("");
}

const isMany = (part: string) => part.startsWith("[...") || part.startsWith("[[...");
const isOne = (part: string) => part.startsWith("[");

function fits(template: readonly string[], parts: readonly string[]): boolean {
  for (const [at, part] of template.entries()) {
    if (isMany(part)) return part.startsWith("[[") || parts.length > at;
    if (isOne(part) ? !parts[at] : part !== parts[at]) return false;
  }
  return template.length === parts.length;
}

/** The matcher of the running build; `other` for every path without one, as in development. */
export const routeOfBuild = oncePerProcess("routeOfBuild", () => routeMatcher(routesOfBuild()));

/** The templates of every page and route of the build in `folder`; none without a build, as in development. */
function routesOfBuild(folder = process.cwd()): string[] {
  try {
    const manifest = readFileSync(join(folder, ".next", "app-path-routes-manifest.json"), "utf8");
    return Object.values(JSON.parse(manifest) as Record<string, string>);
  } catch {
    return [];
  }
}
