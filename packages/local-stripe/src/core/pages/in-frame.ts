type Page = { kind: string; [key: string]: unknown };

/**
 * For a hosted page that stands in a frame of Stripe.js: tells the page around it how tall it is and what happened, and
 * marks the forms it posts, so that the answer stays in the frame.
 */
export function inFrame(page: Page | null): void {
  if (window.parent === window) return;
  const say = (message: Record<string, unknown>) => window.parent.postMessage({ localStripe: true, ...message }, "*");
  for (const form of document.querySelectorAll("form")) {
    const mark = document.createElement("input");
    Object.assign(mark, { name: "framed", type: "hidden", value: "yes" });
    form.append(mark);
  }
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[href]")) link.target ||= "_top";
  new ResizeObserver(() =>
    say({ type: "size", height: Math.ceil(document.body.getBoundingClientRect().height) }),
  ).observe(document.body);
  if (page !== null) say({ ...page, type: page.kind });
}
