"use client";

import { useDeferredValue, useEffect, useMemo, useState } from "react";
import type { BalanceSnapshot } from "@/components/credits/balance-snapshot";
import { announceBalanceMove } from "@/components/credits/balance-store";
import { useBalance } from "@/components/credits/use-balance";
import { countWords } from "@/components/playground/analyse-text";
import { MAX_CHARACTERS, priceOfWords, WORDS_PER_CREDIT } from "@/components/playground/price";
import { sampleText } from "@/components/playground/sample-text";
import { ToolOutcome } from "@/components/playground/tool-outcome";
import type { ToolRun } from "@/components/playground/tool-run";
import { Button } from "@/components/ui/button";
import { creditsText, formatCredits } from "@/components/ui/credits";
import { Textarea } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { SubmitButton } from "@/components/ui/submit-button";
import { useForm } from "@/components/ui/use-form";

type TextToolProps = {
  initialBalance: BalanceSnapshot;
  firstKey: string;
  action: (before: ToolRun, form: FormData) => Promise<ToolRun>;
};

/** Text in, report out. The button shows the price before anything is spent. */
export function TextTool({ initialBalance, firstKey, action }: TextToolProps) {
  const [run, form] = useForm(action, { state: "fresh", nextKey: firstKey });
  const [text, setText] = useState("");
  const counted = useDeferredValue(text);
  const words = useMemo(() => countWords(counted), [counted]);
  const price = priceOfWords(words);
  const { available } = useBalance(initialBalance);
  useEffect(() => {
    if (run.state === "done") announceBalanceMove();
  }, [run]);
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <Form of={form} className="grid gap-3 rounded-card border border-line bg-surface p-5">
        <div className="flex items-center justify-between gap-4">
          <label htmlFor="text" className="font-semibold text-base">
            Your text
          </label>
          <Button size="small" look="quiet" onClick={() => setText(sampleText)}>
            Use a sample
          </Button>
        </div>
        <Textarea
          id="text"
          name="text"
          rows={13}
          maxLength={MAX_CHARACTERS}
          placeholder="Paste an article, a report, a chapter…"
          value={text}
          onChange={(event) => setText(event.target.value)}
          aria-describedby="text-price"
        />
        <input type="hidden" name="key" value={run.nextKey} />
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p id="text-price" className="text-muted">
            {words === 0
              ? `1 credit per ${WORDS_PER_CREDIT} words, rounded up`
              : `${formatCredits(words)} ${words === 1 ? "word costs" : "words cost"} ${creditsText(price)}. You have ${formatCredits(available)}.`}
            {/* The field silently drops what is pasted beyond its limit. */}
            {text.length >= MAX_CHARACTERS ? ` Only the first ${formatCredits(MAX_CHARACTERS)} characters fit.` : null}
          </p>
          <SubmitButton look="primary" pending={form.pending} disabled={words === 0}>
            {price > 0 ? `Run for ${creditsText(price)}` : "Run"}
          </SubmitButton>
        </div>
      </Form>
      <ToolOutcome run={run} pending={form.pending} />
    </div>
  );
}
