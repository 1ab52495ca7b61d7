import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { npm } from "../npm.mjs";

/** What the command exits with. */
export const EXIT_CODES = { clean: 0, vulnerable: 1, unchecked: 2 };

/**
 * Asks the registry for the advisories of every package in package-lock.json. `accepted` are those to put up with until a
 * day; `today` is that day as YYYY-MM-DD.
 */
export async function audit({ folder, accepted, today, env = process.env }) {
  // Offline, npm would report that nothing is vulnerable, without having asked.
  const args = ["audit", "--json", "--offline=false", "--include=dev", "--include=optional", "--include=peer"];
  const { stdout, stderr } = await runNpm(args, folder, env);
  const report = parse(stdout);
  // npm exits with 1 in any case, but only an answer of the registry becomes a report.
  if (!report?.auditReportVersion) return { outcome: "unchecked", reason: reasonOf(report, stderr) };
  const { packages } = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8"));
  const { open, tolerated, unused } = weigh(advisoriesOf(report, packages), accepted, today);
  const total = Object.keys(packages).filter((path) => path.includes("node_modules/")).length;
  return { outcome: open.length > 0 ? "vulnerable" : "clean", total, open, tolerated, unused };
}

function runNpm(words, cwd, env) {
  const [program, args] = npm(...words);
  const child = spawn(program, args, {
    cwd,
    env: { npm_config_fetch_timeout: "60000", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"]) {
    child[name].setEncoding("utf8").on("data", (text) => {
      output[name] += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => resolve(output));
  });
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reasonOf(report, stderr) {
  const reason = report?.message || report?.error?.summary || stderr.trim().split("\n")[0] || "npm audit said nothing";
  // A registry's address may hold a password.
  return reason.replaceAll(/\/\/[^/@\s]*@/g, "//");
}

/** One entry per advisory and package: a report names it again in everything that depends on the package. */
function advisoriesOf({ vulnerabilities }, packages) {
  return Object.values(vulnerabilities).flatMap(({ name, via, nodes, fixAvailable }) =>
    via
      .filter((cause) => typeof cause === "object")
      .map(({ title, url, severity, range }) => ({
        name,
        title,
        url,
        severity,
        range,
        inProduction: nodes.some((path) => !packages[path]?.dev),
        fix: fixOf(fixAvailable),
      })),
  );
}

function fixOf(available) {
  if (available === true) return "npm audit fix";
  if (!available) return "none yet";
  const { name, version, isSemVerMajor } = available;
  return `${name} ${version}${isSemVerMajor ? ", a major version" : ""}`;
}

function weigh(advisories, accepted, today) {
  const acceptanceOf = ({ url }) => accepted.find(({ advisory }) => url.endsWith(`/${advisory}`));
  const isTolerated = (one) => (acceptanceOf(one)?.until ?? "") >= today;
  return {
    open: advisories
      .filter((one) => !isTolerated(one))
      .map((one) => ({ ...one, acceptedUntil: acceptanceOf(one)?.until })),
    tolerated: advisories.filter(isTolerated).map((one) => ({ ...one, ...acceptanceOf(one) })),
    unused: accepted.filter((one) => !advisories.some((advisory) => acceptanceOf(advisory) === one)),
  };
}

/** The result in sentences, one per line. */
export function reportOf(result) {
  if (result.outcome === "unchecked") return [`Not checked: the registry gave no answer. ${result.reason}`];
  const { total, open, tolerated, unused } = result;
  const lines = open.flatMap((one) => [
    `${one.severity}: ${one.name} ${one.range}, ${one.title}`,
    `  ${one.url}`,
    `  ${one.inProduction ? "Runs in production" : "Used in development only"}; npm ls ${one.name} shows what installs it`,
    `  Fix: ${one.fix}`,
    ...(one.acceptedUntil ? [`  It was accepted until ${one.acceptedUntil}`] : []),
  ]);
  return [
    ...lines,
    ...tolerated.map((one) => `Accepted until ${one.until}: ${one.name}, ${one.url}. ${one.reason}`),
    ...unused.map(({ advisory }) => `${advisory} is accepted but was not found: remove it from the list.`),
    open.length > 0
      ? `${countOf(open)} in ${total} packages.`
      : `No known vulnerability in ${total} packages${tolerated.length > 0 ? ", apart from what is accepted" : ""}.`,
  ];
}

function countOf(advisories) {
  const inProduction = advisories.filter((one) => one.inProduction).length;
  const noun = advisories.length === 1 ? "vulnerability" : "vulnerabilities";
  return `${advisories.length} ${noun} (${inProduction} in production)`;
}
