"use client";

import type { ComponentProps } from "react";
import { useFormStatus } from "react-dom";
import { Button } from "@/components/ui/button";

/** Submits its form and shows that the action is in progress. */
export function SubmitButton({ pending, ...rest }: ComponentProps<typeof Button>) {
  const status = useFormStatus();
  return <Button type="submit" pending={pending ?? status.pending} {...rest} />;
}
