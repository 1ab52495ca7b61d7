import "server-only";
import { updateTag } from "next/cache";
import { CATALOGUE_TAG } from "@/app/catalogue";
import { renewKeptPages } from "@/lib/pages/kept-page";

/** For the actions that change what is on sale: every page shows it from the next request on. */
export function catalogueChanged(): void {
  updateTag(CATALOGUE_TAG);
  renewKeptPages();
}
