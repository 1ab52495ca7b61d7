"use client";

import type { ReactNode } from "react";

type Options = { action?: { label: string; onClick: () => void } };
export type Toast = { kind: "success" | "error" | "info"; content: ReactNode; options: Options };

const waiting: Toast[] = [];
const listeners = new Set<() => void>();

/** Shows a short message in the corner. What draws it is loaded with the first one. */
export const toast = {
  success: (content: ReactNode, options: Options = {}) => show({ kind: "success", content, options }),
  error: (content: ReactNode, options: Options = {}) => show({ kind: "error", content, options }),
  info: (content: ReactNode, options: Options = {}) => show({ kind: "info", content, options }),
};

function show(one: Toast): void {
  waiting.push(one);
  for (const listener of listeners) listener();
}

/** Calls `listener` at every new toast. Returns how to stop. */
export function onToast(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Whether a toast waits to be shown. */
export function isToastWaiting(): boolean {
  return waiting.length > 0;
}

/** The toasts that wait to be shown; each is returned once. */
export function takeToasts(): Toast[] {
  return waiting.splice(0);
}
