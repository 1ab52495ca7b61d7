"use client";

import { type ReactNode, useId, useState } from "react";
import { isTyped, TypedWord } from "@/components/admin/typed-word";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Input } from "@/components/ui/field";
import { toast } from "@/components/ui/toast";
import { useSending } from "@/components/ui/use-sending";

type ReasonButtonProps = {
  words: { button: string; title: string; effect: string; danger: boolean; typed?: string };
  /** What it affects, in figures. */
  figures?: ReactNode;
  run: (reason: string) => Promise<{ ok: boolean; sentence: string }>;
};

/** A button that says what will happen and asks for a reason first. */
export function ReasonButton({ words, figures, run }: ReasonButtonProps) {
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const [word, setWord] = useState("");
  const sending = useSending();
  const id = useId();
  const { button, title, effect, danger, typed } = words;
  const isReady = reason.trim() !== "" && (typed === undefined || isTyped(typed, word));
  const confirm = () =>
    sending.run(async () => {
      const outcome = await run(reason);
      if (outcome.ok) {
        setAsking(false);
        setReason("");
        setWord("");
        toast.success(outcome.sentence);
      } else toast.error(outcome.sentence);
    });
  return (
    <>
      <Button size="small" onClick={() => setAsking(true)}>
        {button}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={title}
        effect={
          <>
            <p>{effect}</p>
            {figures ? <p>{figures}</p> : null}
            <label htmlFor={id} className="mt-2 font-medium text-[13px] text-ink">
              Reason, for the audit log
            </label>
            <Input id={id} value={reason} onChange={(event) => setReason(event.target.value)} maxLength={500} />
            {typed === undefined ? null : <TypedWord word={typed} value={word} onChange={setWord} />}
          </>
        }
        confirm={isReady ? button : null}
        look={danger ? "danger" : "primary"}
        pending={sending.pending}
        failure={sending.failure}
        onConfirm={confirm}
      />
    </>
  );
}
