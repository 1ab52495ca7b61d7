"use client";

import { useId } from "react";
import { Input } from "@/components/ui/field";

type TypedWordProps = { word: string; value: string; onChange: (value: string) => void };

/** Asks for a word, so that what cannot be undone is not done by a slip. */
export function TypedWord({ word, value, onChange }: TypedWordProps) {
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="mt-2 font-medium text-[13px] text-ink">
        Type “{word}” to confirm
      </label>
      <Input
        id={id}
        value={value}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
        maxLength={40}
      />
    </>
  );
}

/** Whether the word was typed; case and spaces around it do not matter. */
export const isTyped = (word: string, value: string): boolean => value.trim().toLowerCase() === word.toLowerCase();
