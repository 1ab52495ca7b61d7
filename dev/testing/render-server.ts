import { isValidElement } from "react";

/**
 * Runs every server component below an element, also those that stream in later, for what they read. Components that use
 * hooks are the browser's: they are passed over, with what they are given to show.
 */
export async function renderServer(node: unknown): Promise<void> {
  if (node instanceof Promise) return renderServer(await node);
  if (Array.isArray(node)) {
    for (const one of node) await renderServer(one);
    return;
  }
  if (!isValidElement(node)) return;
  const { type, props } = node as { type: unknown; props: Record<string, unknown> };
  if (typeof type === "function" && !usesHooks(type)) await renderServer(await type(props));
  for (const prop of Object.values(props)) await renderServer(prop);
}

const usesHooks = (component: { toString(): string }) => /\buse[A-Z]\w*\)?\(/.test(component.toString());
