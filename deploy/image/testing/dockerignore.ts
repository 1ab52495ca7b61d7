/**
 * Whether a .dockerignore leaves a path out, by Docker's rules: the last line that matches the path or a folder above it
 * decides, and `!` lets in.
 */
export function ignores(text: string): (path: string) => boolean {
  const rules = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => ({ lets: line.startsWith("!"), pattern: asPattern(line.replace(/^!/, "")) }));
  return (path) => {
    const parts = path.split("/");
    const above = parts.map((_, at) => parts.slice(0, at + 1).join("/"));
    return rules.reduce((out, { lets, pattern }) => (above.some((one) => pattern.test(one)) ? !lets : out), false);
  };
}

function asPattern(line: string): RegExp {
  const source = line
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll(/\*\*\/|\*/g, (stars) => (stars === "*" ? "[^/]*" : "(.*/)?"));
  return new RegExp(`^${source}$`);
}
