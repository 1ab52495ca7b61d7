"use client";

import { Failure } from "@/components/shell/failure";

/** Fails below the account's notices, so that what needs the user's attention stays in view. */
export default function AccountError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return <Failure digest={error.digest} retry={retry} />;
}
