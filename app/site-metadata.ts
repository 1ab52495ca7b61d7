import type { Metadata } from "next";

const title = "Refill: credits that refill every month";
const description = "Subscribe for monthly credits, add packs when you need more, and see where every credit went.";

/** The default metadata of a page for someone who is signed in. `npm run icons` draws the images. */
export function appMetadata(appUrl: string): Metadata {
  return {
    metadataBase: new URL(appUrl),
    title: { default: title, template: "%s · Refill" },
    manifest: "/manifest.webmanifest",
    formatDetection: { telephone: false, date: false, address: false, email: false },
    icons: {
      icon: [
        { url: "/favicon.ico", sizes: "16x16 32x32 48x48" },
        { url: "/favicon.svg", type: "image/svg+xml" },
      ],
      apple: { url: "/apple-touch-icon.png", sizes: "180x180" },
    },
  };
}

/** The same for everybody else: also what search engines and link previews read, and nobody is signed in to either. */
export function siteMetadata(appUrl: string): Metadata {
  return {
    ...appMetadata(appUrl),
    description,
    applicationName: "Refill",
    // The page's own path, without its query: one address for each page.
    alternates: { canonical: "./" },
    openGraph: linkPreview({ url: "/social.png", width: 1200, height: 630, alt: "Credits that refill every month." }),
    twitter: { card: "summary_large_image" },
  };
}

/** The page that is shown instead of one that does not exist. */
export const NOT_FOUND: Metadata = { title: "Not found" };

type Picture = { url: string; width: number; height: number; alt: string };

/** What a link to a page shows elsewhere; its words are the page's own title and description. */
export function linkPreview(picture: Picture): Metadata["openGraph"] {
  return { type: "website", siteName: "Refill", url: "./", images: [picture] };
}
