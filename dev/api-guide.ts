import { readFileSync } from "node:fs";
import { PROBLEMS } from "@/lib/api/http/problems";

export const API_GUIDE = "docs/api.md";

/** docs/api.md with its table of codes rewritten. */
export function apiGuide(): string {
  return readFileSync(API_GUIDE, "utf8").replace(/(?<=from lib\/refusals\. -->\n\n)[\s\S]*?(?=\n## )/, codeTable());
}

/** Every code of the API with its status and title, by status. */
function codeTable(): string {
  const codes = Object.entries(PROBLEMS).sort(([, one], [, other]) => one.status - other.status);
  const lines = codes.map(([code, { status, title }]) => `| ${status} | \`${code}\` | ${title} |\n`);
  return ["| Status | `code` | Title |\n", "| --- | --- | --- |\n", ...lines].join("");
}
