import type { MetadataRoute } from "next";
import { guides } from "@/app/(site)/docs/guides";
import { offered } from "@/app/catalogue";
import { PUBLIC_PAGES } from "@/app/public-pages";
import { env } from "@/lib/env";

// At the request: the app's address and the plans are not known while it is built.
export const dynamic = "force-dynamic";

export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const { plans } = await offered();
  const paths = [
    ...PUBLIC_PAGES,
    ...guides().map(({ slug }) => `/docs/${slug}`),
    ...plans.map(({ key }) => `/plans/${key}`),
  ];
  return paths.map((path) => ({ url: new URL(path, env().APP_URL).href }));
}
