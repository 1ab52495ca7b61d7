import "server-only";
import { refresh } from "next/cache";
import { keptOffer } from "@/app/catalogue";
import { renewKeptPages } from "@/lib/pages/kept-page";

/**
 * For the admin pages' actions that change what is on sale: this process shows it from the same response on, without waiting
 * for the announcement by which every process hears of it (prisma/functions/catalogue_announce.sql).
 */
export function catalogueChanged(): void {
  keptOffer().forget();
  renewKeptPages();
  refresh();
}
