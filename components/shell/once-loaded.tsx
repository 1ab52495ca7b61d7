"use client";

import { useEffect } from "react";

/** Begins what a page does not need while it loads, with a script of its own. Without that script nothing else fails. */
export function OnceLoaded() {
  useEffect(() => void import("@/components/shell/begin").then((it) => it.begin()).catch(() => undefined), []);
  return null;
}
