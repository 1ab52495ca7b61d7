import { format } from "node:util";
import { afterEach } from "vitest";

// An unexpected warning is an unnoticed defect. A test that expects one spies on the console itself.
const unexpected: string[] = [];

for (const method of ["error", "warn"] as const) {
  const print = console[method].bind(console);
  console[method] = (...values: unknown[]) => {
    unexpected.push(`console.${method}: ${format(...values)}`);
    print(...values);
  };
}

afterEach(() => {
  const lines = unexpected.splice(0);
  if (lines.length > 0) throw new Error(`Unexpected output on the console:\n${lines.join("\n")}`);
});
