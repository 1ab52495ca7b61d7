import type { MetadataRoute } from "next";
import { PUBLIC_FOLDERS, PUBLIC_PAGES } from "@/app/public-pages";
import { env } from "@/lib/env";

// At the request: the app's address is a setting of the running app.
export const dynamic = "force-dynamic";

/** Robots read the public pages and their pictures, and nothing that is somebody's own. */
export default function robots(): MetadataRoute.Robots {
  const pages = PUBLIC_PAGES.map((path) => `${path}$`);
  return {
    rules: {
      userAgent: "*",
      // Addresses of pages may carry a plan, a calculation or an invitation.
      allow: [
        ...pages,
        "/?ref=",
        "/pricing?",
        "/calculator?",
        "/llms.txt$",
        ...PUBLIC_FOLDERS,
        "/_next/static/",
        "/favicon.",
        "/icon-",
        "/social.png",
      ],
      disallow: ["/"],
    },
    sitemap: new URL("/sitemap.xml", env().APP_URL).href,
  };
}
