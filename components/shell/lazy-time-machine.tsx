"use client";

import { type ComponentProps, lazy, Suspense, useEffect, useState } from "react";

const TimeMachine = lazy(() =>
  import("@/components/shell/time-machine").then((module) => ({ default: module.TimeMachine })),
);

/** The time machine, loaded after the page: only local mode has it, and every page would carry it. */
export function LazyTimeMachine(props: ComponentProps<typeof TimeMachine>) {
  const [isLoaded, setLoaded] = useState(false);
  useEffect(() => setLoaded(true), []);
  return isLoaded ? (
    <Suspense fallback={null}>
      <TimeMachine {...props} />
    </Suspense>
  ) : null;
}
