import Link from "next/link";
import { type ResendAction, ResendButton } from "@/components/account/resend-button";
import { creditsText } from "@/components/ui/credits";
import { Notice } from "@/components/ui/notice";

type VerifyBannerProps = {
  email: string;
  /** The free plan's credits per month, 0 for none. */
  credits: number;
  /** Whether emails are read at /outbox. */
  hasOutbox: boolean;
  resend: ResendAction;
};

const link = "underline underline-offset-4";

/** Shown on every account page until the address is verified: what is waiting for it, and how to verify. */
export function VerifyBanner({ email, credits, hasOutbox, resend }: VerifyBannerProps) {
  return (
    <div className="wrap pt-4">
      <Notice tone="warn" action={<ResendButton action={resend} />}>
        <p className="font-semibold">
          {credits > 0
            ? `Verify your email address to get ${creditsText(credits)} a month.`
            : "Verify your email address."}
        </p>
        <p className="mt-0.5">
          We sent a link to <span className="break-all">{email}</span>. If that is not your address,{" "}
          <Link className={link} href="/settings#profile">
            change it
          </Link>
          .{" "}
          {hasOutbox ? (
            <>
              In local mode the email is in the{" "}
              <Link className={link} href="/outbox">
                outbox
              </Link>
              .
            </>
          ) : null}
        </p>
      </Notice>
    </div>
  );
}
