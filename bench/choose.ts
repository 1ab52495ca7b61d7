import type { Scenario } from "./scenario";

/** The command-line arguments: names of scenarios, or none for all, and --quick. */
export function choose(args: string[], all: Scenario[]): { scenarios: Scenario[]; quick: boolean } {
  const names = args.filter((arg) => arg !== "--quick");
  const unknown = names.find((name) => !all.some((scenario) => scenario.name === name));
  if (unknown !== undefined) {
    const list = all.map(({ name, title }) => `  ${name.padEnd(8)} ${title}`).join("\n");
    throw new Error(
      `There is no scenario "${unknown}". Choose from these, or none for all; --quick for a short run:\n${list}`,
    );
  }
  return {
    scenarios:
      names.length === 0 ? all.filter(({ onlyByName }) => !onlyByName) : all.filter(({ name }) => names.includes(name)),
    quick: args.includes("--quick"),
  };
}
