import { Client } from "pg";
import { withCredits } from "../../src/postgres/index.js";

// Another app, in a process of its own: it draws pictures and charges 3 credits for each in the same transaction, until it is killed.
const [url, account, first] = process.argv.slice(2);
const client = new Client({ connectionString: url });
await client.connect();
for (let picture = Number(first); ; picture += 1) {
  await client.query("BEGIN");
  await withCredits(client, { account: account ?? "", estimate: 5, description: `picture ${picture}` }, async (job) => {
    await client.query("INSERT INTO shop.picture (id, account) VALUES ($1, $2)", [`picture ${picture}`, account]);
    job.report(3);
  });
  await client.query("COMMIT");
  process.send?.(picture);
}
