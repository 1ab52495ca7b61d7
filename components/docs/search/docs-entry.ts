/** Something that can be found: a section of a guide, or an endpoint, object or error code of the reference. */
export type DocsEntry = {
  group: "Guides" | "API reference" | "Errors";
  title: string;
  detail: string;
  href: string;
  text: string;
};
