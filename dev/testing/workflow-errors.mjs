import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** What is wrong with a workflow file, by the rules of GitHub's own parser: its keys, its values, its expressions. */
export async function workflowErrors(name, content) {
  const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await loadParser();
  const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  if (value) await convertWorkflowTemplate(context, value);
  return context.errors.getErrors().map(({ message }) => message);
}

async function loadParser() {
  const folder = mkdtempSync(join(tmpdir(), "refill-workflows-"));
  try {
    const outfile = join(folder, "parser.cjs");
    const entry = fileURLToPath(new URL("workflow-parser.mjs", import.meta.url));
    await build({ entryPoints: [entry], outfile, bundle: true, platform: "node", format: "cjs" });
    return createRequire(import.meta.url)(outfile);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
