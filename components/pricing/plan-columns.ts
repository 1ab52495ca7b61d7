// By the number of cards, so that no last row holds a single one. Whole class names, because Tailwind reads the source.
const COLUMNS = [
  "",
  "max-w-md",
  "sm:grid-cols-2",
  "sm:grid-cols-2 lg:grid-cols-3",
  "sm:grid-cols-2 lg:grid-cols-4",
  "sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-5",
  "sm:grid-cols-2 lg:grid-cols-3",
  "sm:grid-cols-2 lg:grid-cols-4",
  "sm:grid-cols-2 lg:grid-cols-4",
];
const MANY = "sm:grid-cols-2 lg:grid-cols-4";
// Two columns leave the last of an odd number alone: it is as wide as both.
const WIDE_LAST = "sm:max-lg:[&>*:last-child:nth-child(odd)]:col-span-2";

/** The columns of a grid of this many plans, for every screen width. */
export function columnsFor(plans: number): string {
  return `${COLUMNS[plans] ?? MANY} ${WIDE_LAST}`;
}
