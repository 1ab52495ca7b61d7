import { KEPT_SCRIPT } from "@/lib/pages/without-scripts";

/**
 * A page that a slow phone shows before it loads the scripts of React and Next, for pages that can be read, and whose links
 * and forms work, without them. They all were `async`, so they run in any order here as well.
 */
export function scriptsAfterPaint(html: string): string {
  const sources: string[] = [];
  const later = html
    .replaceAll(/<script\b([^>]*)><\/script>/g, (whole, attributes: string) => {
      const source = /\ssrc="([^"]+)"/.exec(attributes)?.[1];
      // Scripts that are not async, such as those for old browsers, run where they stand.
      if (!source || !/\sasync\b/.test(attributes) || /\snomodule\b/i.test(attributes)) return whole;
      sources.push(source);
      return "";
    })
    .replaceAll(/<link\b(?=[^>]*\bas="script")[^>]*>/g, "");
  return later.replace("</body>", () => `<script ${KEPT_SCRIPT}="">${loader([...new Set(sources)])}</script></body>`);
}

// A frame after everything else has loaded has been painted when its timer fires.
const loader = (sources: readonly string[]) => `(() => {
  const load = () => {
    for (const source of ${JSON.stringify(sources).replaceAll("<", "\\u003c")}) {
      const script = document.createElement("script");
      script.async = true;
      script.src = source;
      document.head.append(script);
    }
  };
  const afterPaint = () => requestAnimationFrame(() => setTimeout(load));
  if (document.readyState === "complete") afterPaint();
  else addEventListener("load", afterPaint, { once: true });
})()`;
