import type { Slice, SliceNote } from "@/components/credits/balance-snapshot";
import { formatCredits } from "@/components/ui/credits";
import { cx } from "@/components/ui/cx";
import { DateTime } from "@/components/ui/date-time";

/** The balance by kind of credits: how much, and what happens to it. */
export function CreditSplit({ slices, debt, className }: { slices: Slice[]; debt: number; className?: string }) {
  return (
    <ul className={cx("grid gap-1.5", className)}>
      {slices.map((slice) => (
        <Line key={slice.name} name={slice.name} amount={slice.amount} colour={slice.colour} note={slice.note} />
      ))}
      {debt > 0 ? <Line name="Owed" amount={-debt} colour="bg-danger" note={{ says: "owed" }} /> : null}
    </ul>
  );
}

function Line({ name, amount, colour, note }: { name: string; amount: number; colour: string; note: SliceNote }) {
  return (
    <li className="flex items-baseline justify-between gap-4">
      <span className="min-w-0">
        <span aria-hidden className={cx("mr-2 inline-block size-2 rounded-[2px]", colour)} />
        {name} <span className="text-faint">{noteText(note)}</span>
      </span>
      <span className="font-medium">{formatCredits(amount).replace("-", "−")}</span>
    </li>
  );
}

function noteText(note: SliceNote) {
  switch (note.says) {
    case "refills":
      return note.to > 0 || note.owed === 0 ? (
        <>
          refills to {formatCredits(note.to)} <RefillTime at={note.at} />
          <Owed credits={note.owed} />
        </>
      ) : (
        <AllOwed note={note} />
      );
    case "grows":
      return note.by > 0 || note.owed === 0 ? (
        <>
          {formatCredits(note.by)} more <RefillTime at={note.at} />
          <Owed credits={note.owed} />
        </>
      ) : (
        <AllOwed note={note} />
      );
    case "ends":
      return (
        <>
          expires <DateTime at={note.at} show="day" />
        </>
      );
    case "stays":
      return "never expires";
    case "held":
      return "for work in progress";
    case "frozen":
      return "by a dispute";
    case "owed":
      return "paid by your next credits";
  }
}

function Owed({ credits }: { credits: number }) {
  return credits > 0 ? `, after ${formatCredits(credits)} owed ${credits === 1 ? "is" : "are"} paid` : null;
}

/** A refill that is smaller than the debt adds nothing. */
function AllOwed({ note }: { note: { owed: number; at: string | null } }) {
  return (
    <>
      the refill of {formatCredits(note.owed)} pays what you owe <RefillTime at={note.at} />
    </>
  );
}

function RefillTime({ at }: { at: string | null }) {
  if (!at) return "when your renewal is paid";
  return (
    <>
      on <DateTime at={at} show="short" />
    </>
  );
}
