"use client";

import { Failure } from "@/components/shell/failure";

/** `retry` asks the server again; `reset` would only draw the same failure once more. */
export default function PageError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return <Failure digest={error.digest} retry={retry} />;
}
