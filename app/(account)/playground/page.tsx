import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { runTool } from "@/app/(account)/playground/actions";
import { snapshotOf } from "@/app/viewer";
import { SpendCode } from "@/components/playground/spend-code";
import { TextTool } from "@/components/playground/text-tool";
import { PageHeader } from "@/components/ui/page-header";
import { requireUser } from "@/lib/auth/guards";

export const metadata: Metadata = { title: "Playground" };

export default async function PlaygroundPage() {
  const user = await requireUser("/playground");
  return (
    <div className="wrap grid grid-cols-1 gap-4 pt-8 pb-8">
      <PageHeader title="Playground">
        A real tool that uses real credits. It counts and summarizes a text on the server, and charges 1 credit for
        every 100 words.
      </PageHeader>
      <TextTool initialBalance={await snapshotOf(user.id)} firstKey={randomUUID()} action={runTool} />
      <SpendCode />
    </div>
  );
}
