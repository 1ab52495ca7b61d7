"use client";

import type { ComponentProps } from "react";
import { useFormStatus } from "react-dom";
import { Button } from "@/components/ui/button";

/** Submits the form it is in and shows that the work is under way. */
export function SubmitButton({ pending, ...rest }: ComponentProps<typeof Button>) {
  const status = useFormStatus();
  return <Button type="submit" pending={pending ?? status.pending} {...rest} />;
}
