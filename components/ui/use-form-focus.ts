"use client";

import { type RefObject, useEffect, useRef } from "react";
import type { FormState } from "@/components/ui/form-state";

/** After a refused submit, focuses the first field with an error. Give the ref to the form. */
export function useFormFocus(state: FormState): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (Object.keys(state.errors).length === 0) return;
    form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [state]);
  return form;
}
