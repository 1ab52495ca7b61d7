/** The groups of what can be found, in order. */
export const DOCS_GROUPS = ["Guides", "API reference", "Errors"] as const;

/** Something that can be found: a section of a guide, or an endpoint, object or error code of the reference. */
export type DocsEntry = {
  group: (typeof DOCS_GROUPS)[number];
  title: string;
  detail: string;
  href: string;
  text: string;
};
