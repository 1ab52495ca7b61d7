import type { Route } from "next";
import type { Entry } from "@/lib/ledger/types";

/** The page about an entry, for its owner. */
export const entryHref = ({ seq }: Pick<Entry, "seq">): Route => `/credits/entries/${seq}` as Route;
