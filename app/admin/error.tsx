"use client";

import { Failure } from "@/components/shell/failure";

/** Fails inside the admin's frame, so that the other sections stay one click away. */
export default function AdminError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return <Failure digest={error.digest} retry={retry} />;
}
