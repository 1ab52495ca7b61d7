/**
 * Reads the arguments that Prisma's CLI gives its schema engine. Those it does not need here are skipped.
 *
 * @param {string[]} words
 * @returns {{ datamodels: string[], datasource?: { url?: string, shadowDatabaseUrl?: string }, command?: string }}
 */
export function parseArguments(words) {
  const options = { datamodels: [] };
  const rest = [...words];
  while (rest.length > 0) {
    const word = rest.shift();
    if (word === "--datamodels") options.datamodels.push(...takeValues(rest));
    else if (word === "--datasource") options.datasource = JSON.parse(rest.shift() ?? "{}");
    else if (word === "cli") options.command = rest.shift() ?? "";
  }
  return options;
}

function takeValues(rest) {
  const end = rest.findIndex((word) => word.startsWith("--") || word === "cli");
  return rest.splice(0, end === -1 ? rest.length : end);
}
