/** Marks an inline script that a page without scripts keeps. */
export const KEPT_SCRIPT = "data-kept";

/**
 * A page without the scripts of React and Next, for pages whose links, forms and details work by themselves. Scripts that
 * are marked stay, such as the one of the theme.
 */
export function withoutScripts(html: string): string {
  return html
    .replaceAll(/<script\b([^>]*)>[\s\S]*?<\/script>/g, (whole, attributes: string) =>
      attributes.includes(KEPT_SCRIPT) || attributes.includes("application/ld+json") ? whole : "",
    )
    .replaceAll(/<link\b(?=[^>]*\bas="script")[^>]*>/g, "");
}
