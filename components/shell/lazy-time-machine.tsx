"use client";

import dynamic from "next/dynamic";

/** The time machine, loaded after the page: only local mode has it, and every page would carry it. */
export const LazyTimeMachine = dynamic(
  () => import("@/components/shell/time-machine").then(({ TimeMachine }) => TimeMachine),
  { ssr: false },
);
