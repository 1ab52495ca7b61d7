import { loadCatalogue } from "@/bench/data/catalogue";
import { serveApp } from "@/bench/http/serve";
import { type Audit, audit, CATEGORIES, type Category, DEVICES, type Device } from "@/bench/lighthouse/audit";
import { atLeast, type Goal, type Scenario } from "@/bench/scenario";

const PAGES = ["/", "/pricing", "/calculator", "/docs"];

const WANTED: Record<Category, number> = { performance: 99, accessibility: 100, "best-practices": 100, seo: 100 };

export const lighthouseScenario: Scenario = {
  name: "lighthouse",
  title: `Lighthouse on ${PAGES.join(", ")}, signed out`,
  onlyByName: true,
  run: ({ server, quick }) =>
    server.withDatabase(async (database) => {
      await loadCatalogue(database);
      const app = await serveApp(database.url);
      const goals: Goal[] = [];
      const facts: Record<string, Audit> = {};
      try {
        for (const device of DEVICES) {
          for (const path of PAGES) {
            const middle = await auditOften(`http://localhost:${app.port}${path}`, device, quick ? 1 : 3);
            facts[`${path} ${device}`] = middle;
            for (const category of CATEGORIES)
              goals.push(atLeast(`${path}, ${device}: ${category}`, WANTED[category], middle.scores[category]));
          }
        }
      } finally {
        await app.stop();
      }
      console.table(Object.fromEntries(Object.entries(facts).map(([page, { metrics }]) => [page, rounded(metrics)])));
      for (const [page, { lost }] of Object.entries(facts)) for (const one of lost) console.log(`${page}: ${one}`);
      return { rows: [], goals, facts };
    }),
};

/** The audit of middle performance: one disturbed by other load on the machine does not count. */
async function auditOften(url: string, device: Device, times: number): Promise<Audit> {
  const audits = [await audit(url, device)];
  while (audits.length < times) audits.push(await audit(url, device));
  const sorted = audits.sort((a, b) => a.scores.performance - b.scores.performance);
  const middle = sorted[audits.length >> 1];
  if (!middle) throw new Error("Nothing was measured.");
  return middle;
}

function rounded(metrics: Audit["metrics"]): Record<string, number> {
  return Object.fromEntries(Object.entries(metrics).map(([name, value]) => [name, Number(value.toPrecision(3))]));
}
