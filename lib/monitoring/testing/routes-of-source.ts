import { readdirSync } from "node:fs";

/** The templates of every page and route under app/, as the build names them. */
export function routesOfSource(): string[] {
  return readdirSync("app", { recursive: true, encoding: "utf8" })
    .map((file) => `/${file.replaceAll("\\", "/")}`)
    .filter((file) => /\/(page\.tsx|route\.ts)$/.test(file))
    .map((file) => file.replace(/\/(page\.tsx|route\.ts)$/, "").replaceAll(/\/\([^)]*\)/g, "") || "/");
}
