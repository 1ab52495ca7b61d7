import { choose } from "./choose";
import { describeRun } from "./machine";
import { printGoals, printRows, type Result, writeResults } from "./report";
import { adminScenario } from "./scenarios/admin";
import { batchScenario } from "./scenarios/batch";
import { checkoutScenario } from "./scenarios/checkout";
import { costsScenario } from "./scenarios/costs";
import { debitScenario } from "./scenarios/debit";
import { grantScenario } from "./scenarios/grant";
import { historyScenario } from "./scenarios/history";
import { holdsScenario } from "./scenarios/holds";
import { hotScenario } from "./scenarios/hot";
import { httpScenario } from "./scenarios/http";
import { lighthouseScenario } from "./scenarios/lighthouse";
import { memoryScenario } from "./scenarios/memory";
import { pagesScenario } from "./scenarios/pages";
import { refillsScenario } from "./scenarios/refills";
import { sdkScenario } from "./scenarios/sdk";
import { signUpScenario } from "./scenarios/signup";
import { webhooksScenario } from "./scenarios/webhooks";
import { startServer } from "./server";

// npm run bench: the cost of the ledger and the API, as ratios to the minimum on the same machine at that time.
// See docs/performance.md.
const ALL = [
  debitScenario,
  hotScenario,
  holdsScenario,
  grantScenario,
  signUpScenario,
  checkoutScenario,
  httpScenario,
  sdkScenario,
  pagesScenario,
  batchScenario,
  refillsScenario,
  webhooksScenario,
  historyScenario,
  adminScenario,
  memoryScenario,
  costsScenario,
  lighthouseScenario,
];

const { scenarios, quick } = choose(process.argv.slice(2), ALL);
const pace = quick ? { seconds: 1, rounds: 3 } : { seconds: 4, rounds: 5 };
const at = new Date();
const server = await startServer();
try {
  const about = await describeRun(server.url);
  console.log(about);
  const results: Result[] = [];
  for (const scenario of scenarios) {
    console.log(`\n${scenario.name}: ${scenario.title}`);
    const outcome = await scenario.run({ server, quick, pace });
    printRows(outcome.rows);
    results.push({ scenario: { name: scenario.name, title: scenario.title }, ...outcome });
  }
  console.log("\nGoals");
  printGoals(results.flatMap(({ goals }) => goals));
  console.log(`Written to ${writeResults(about, quick, results, at)}.`);
} finally {
  await server.stop();
}
