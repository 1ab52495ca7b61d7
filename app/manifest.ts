import type { MetadataRoute } from "next";

/** What a phone needs to put the app on its home screen. `npm run icons` draws the icons. */
export default function manifest(): MetadataRoute.Manifest {
  const icon = (src: string, size: number, purpose: "any" | "maskable" = "any") => ({
    ...{ src, sizes: `${size}x${size}`, type: "image/png", purpose },
  });
  return {
    id: "/",
    name: "Refill",
    short_name: "Refill",
    description: "Credits that refill every month.",
    start_url: "/dashboard",
    scope: "/",
    // With a way back: people pay on a page of their bank.
    display: "minimal-ui",
    background_color: "#fbfbf9",
    theme_color: "#fbfbf9",
    icons: [icon("/icon-192.png", 192), icon("/icon-512.png", 512), icon("/icon-maskable-512.png", 512, "maskable")],
  };
}
