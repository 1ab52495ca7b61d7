"use client";

import type { ActOutcome } from "@/components/admin/users/act-button";
import { ReasonButton } from "@/components/admin/users/reason-button";

export type ResendAction = (userId: string, mailId: string, reason: string) => Promise<ActOutcome>;

/** Sends an email again. */
export function ResendButton(props: { userId: string; mailId: string; subject: string; action: ResendAction }) {
  const { userId, mailId, subject, action } = props;
  const words = {
    button: "Send again",
    title: "Send this email again?",
    effect: `"${subject}" goes to their present address, as it was written then.`,
    danger: false,
  };
  return <ReasonButton words={words} run={(reason) => action(userId, mailId, reason)} />;
}
