import { ASSUMPTIONS, tableOf } from "./simulate";

// npx tsx bench/scale-out/print.ts [CUSTOMERS …]: the table of docs/scale-out.md, for other numbers of customers too.
const sizes = process.argv.slice(2).map(Number);
if (sizes.some((size) => !(size > 0))) throw new Error("Give numbers of customers, for example 50000000.");
console.log(ASSUMPTIONS);
console.log(tableOf(sizes.length > 0 ? sizes : [1e6, 1e7, 1e8]));
