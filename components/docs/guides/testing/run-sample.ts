import { execFile, execFileSync } from "node:child_process";
import { promisify } from "node:util";
import { createClient, unwrap } from "@refill/sdk";
import ts from "typescript";
import type { Sample } from "@/components/docs/guides/guide";
import { clientSetUp, pythonSetUp } from "@/components/docs/guides/set-up";
import { curlRequests } from "@/components/docs/guides/testing/curl";

/** Whether this machine has Python, and a shell with curl. */
export const hasPython = runs("python3", "--version");
export const hasShell = runs("sh", "-c", "curl --version && sed --version");

function runs(command: string, ...args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Runs a sample as a reader would, with these variables in the environment. Throws when it fails. */
export async function runSample({ language, code }: Sample, origin: string, variables: Record<string, string>) {
  if (language === "curl") await runCurl(code, variables);
  if (language === "TypeScript") await runTypeScript(withSetUp(code, clientSetUp(origin)), variables);
  if (language === "Python") await runPython(withSetUp(code, pythonSetUp(origin)), variables);
}

/** The sample with what it builds on, unless it shows that itself. */
export function withSetUp(code: string, setUp: string): string {
  return code.startsWith(setUp) ? code : `${setUp}\n\n${code}`;
}

async function runCurl(code: string, variables: Record<string, string>): Promise<void> {
  for (const { url, method, headers, body } of curlRequests(code, variables)) {
    const enough = new AbortController();
    const signal = AbortSignal.any([enough.signal, AbortSignal.timeout(30_000)]);
    const response = await fetch(url, { method, headers, signal, ...(body !== undefined && { body }) });
    // Of a stream the beginning is enough.
    await response.body?.getReader().read();
    enough.abort();
  }
}

async function runTypeScript(code: string, env: Record<string, string>): Promise<void> {
  const { outputText } = ts.transpileModule(code.replaceAll(/^import .*$/gm, ""), {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  const quiet = { log: () => undefined, error: () => undefined };
  const names = ["createClient", "unwrap", "process", "console"];
  const run = Object.getPrototypeOf(runTypeScript).constructor(...names, outputText);
  await run(createClient, unwrap, { env }, quiet);
}

async function runPython(code: string, variables: Record<string, string>): Promise<void> {
  const env = { ...process.env, ...variables };
  await promisify(execFile)("python3", ["-c", code], { env, timeout: 30_000 });
}
