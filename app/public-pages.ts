/** The pages that everybody may find: they are in the sitemap, and robots may read them. */
export const PUBLIC_PAGES = ["/", "/pricing", "/calculator", "/docs", "/docs/api"] as const;

/** Folders of files and pages that robots may read besides: what the pages show and link to. */
export const PUBLIC_FOLDERS = ["/docs/", "/plans/", "/social/"] as const;
