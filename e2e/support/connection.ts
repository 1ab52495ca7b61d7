import type { Page } from "@playwright/test";
import { database } from "../../lib/db";

/**
 * Cuts the connection during the next server action of the page: `before` the server gets it, or `after` the server acted and
 * before its answer arrives.
 */
export async function loseNextAction(page: Page, when: "before" | "after"): Promise<void> {
  let isLost = false;
  await page.route(
    () => true,
    async (route) => {
      if (isLost || !route.request().headers()["next-action"]) return route.fallback();
      isLost = true;
      // As a browser does, when the server closed the kept connection at the moment of the request.
      if (when === "after") await route.fetch({ maxRedirects: 0, maxRetries: 2 });
      await route.abort("connectionreset");
    },
  );
}

/** For the pages that are opened next: they learn of nothing but by their own actions. */
export async function withoutLiveBalance(page: Page): Promise<void> {
  await page.route(/\/api\/v1\/credits(\/stream)?$/, (route) => route.abort("connectionreset"));
}

/** Ends every session of a user, as when they expire. */
export async function endSessions(email: string): Promise<void> {
  await database().prisma.session.deleteMany({ where: { user: { email } } });
}
