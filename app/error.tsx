"use client";

import { Failure } from "@/components/shell/failure";

/** `retry` requests the page again; `reset` would only re-render the same error. */
export default function PageError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return <Failure digest={error.digest} retry={retry} />;
}
