import { randomUUID } from "node:crypto";
import type { Sql } from "@/lib/db";
import { adjust } from "@/lib/ledger/adjust";
import { captureHold } from "@/lib/ledger/capture-hold";
import { clawBack } from "@/lib/ledger/claw-back";
import { debit } from "@/lib/ledger/debit";
import { expireDue } from "@/lib/ledger/expire-due";
import { freezeLots, unfreezeLots } from "@/lib/ledger/freeze-lots";
import { grant } from "@/lib/ledger/grant";
import { placeHold } from "@/lib/ledger/place-hold";
import { reinstate } from "@/lib/ledger/reinstate";
import { releaseHold } from "@/lib/ledger/release-hold";
import { resetPlanLots } from "@/lib/ledger/reset-plan-lots";
import { reverse } from "@/lib/ledger/reverse";
import { after, HOUR } from "@/lib/ledger/testing/accounts";
import type { Draw } from "@/lib/ledger/testing/seeded";

const DAY = 24 * HOUR;

/** How often each event happened in a year. */
export type Happenings = Record<string, number>;

/**
 * Simulates a year on an account, day by day from `start`: refills that reset the previous month, packs, promo credits that
 * expire, spends, holds captured, released and expired, reversals of new and old spends, refunds and disputes with debt,
 * won disputes, adjustments.
 */
export async function playYear(sql: Sql, accountId: string, start: Date, draw: Draw): Promise<Happenings> {
  const year = new Year(sql, accountId, draw);
  for (let day = 0; day < 365; day++) await year.live(day, after(start, day * DAY));
  return year.happened;
}

class Year {
  readonly happened: Happenings = {};
  private readonly spends: bigint[] = [];
  private readonly payments: string[] = [];
  private readonly disputed: string[] = [];
  private readonly clawBacks: string[] = [];
  private readonly base: { accountId: string; actor: "system" };

  constructor(
    private readonly sql: Sql,
    private readonly accountId: string,
    private readonly draw: Draw,
  ) {
    this.base = { accountId, actor: "system" as const };
  }

  async live(day: number, now: Date): Promise<void> {
    const { draw } = this;
    if (day % 30 === 0) await this.refill(day, now);
    if (draw(25) === 0) await this.buyPack(day, now);
    if (draw(40) === 0) await this.gift(day, now);
    for (let spends = draw(4); spends > 0; spends--) await this.spend(after(now, spends * HOUR));
    if (draw(3) === 0) await this.hold(after(now, 5 * HOUR));
    if (draw(8) === 0) await this.giveBack(after(now, 10 * HOUR));
    if (draw(20) === 0) await this.dispute(day, after(now, 11 * HOUR));
    if (draw(30) === 0) await this.settleDispute(day, after(now, 12 * HOUR));
    if (draw(40) === 0) await this.correct(after(now, 13 * HOUR));
    if (draw(4) === 0) this.count("swept", await expireDue(this.sql, this.accountId, after(now, 14 * HOUR)));
  }

  private count(what: string, times = 1): void {
    this.happened[what] = (this.happened[what] ?? 0) + times;
  }

  private async refill(day: number, now: Date): Promise<void> {
    const { status } = await resetPlanLots(this.sql, { ...this.base, keepCredits: BigInt(this.draw(2) * 30) }, now);
    if (status === "reset") this.count("reset");
    // Some months' credits outlive the next refill, like during a grace period.
    const expiresAt = after(now, (28 + this.draw(6)) * DAY);
    const plan = { ...this.base, kind: "PLAN" as const, amount: 700n, sourceKey: `plan ${day}`, expiresAt };
    await grant(this.sql, plan, now);
    this.count("refilled");
  }

  private async buyPack(day: number, now: Date): Promise<void> {
    const paymentId = randomUUID();
    this.payments.push(paymentId);
    const amount = BigInt(50 + this.draw(200));
    await grant(this.sql, { ...this.base, kind: "PACK", amount, sourceKey: `pack ${day}`, paymentId }, now);
    this.count("pack bought");
  }

  private async gift(day: number, now: Date): Promise<void> {
    const promo = {
      ...this.base,
      kind: "PROMO" as const,
      amount: BigInt(20 + this.draw(40)),
      sourceKey: `gift ${day}`,
    };
    await grant(
      this.sql,
      { ...promo, effectiveAt: after(now, this.draw(2) * DAY), expiresAt: after(now, 9 * DAY) },
      now,
    );
    this.count("gift");
  }

  private async spend(now: Date): Promise<void> {
    const result = await debit(this.sql, { ...this.base, amount: BigInt(1 + this.draw(20)) }, now);
    if (result.ok) this.spends.push(result.entry.seq);
    this.count(result.ok ? "spent" : result.reason);
  }

  private async hold(now: Date): Promise<void> {
    const placed = await placeHold(
      this.sql,
      { ...this.base, amount: BigInt(1 + this.draw(30)), expiresInSeconds: 3600 },
      now,
    );
    if (!placed.ok) return this.count(placed.reason);
    const request = { ...this.base, holdId: placed.hold.id };
    switch (this.draw(4)) {
      case 0:
        return this.count("timed out");
      case 1:
        await releaseHold(this.sql, request, after(now, 60_000));
        return this.count("released");
      default: {
        const amount = BigInt(1 + this.draw(Number(placed.hold.amount) * 2));
        const captured = await captureHold(this.sql, { ...request, amount }, after(now, 60_000));
        if (captured.ok) this.spends.push(captured.entry.seq);
        this.count(captured.ok ? "captured" : "not captured");
      }
    }
  }

  private async giveBack(now: Date): Promise<void> {
    const recent = this.spends.slice(this.draw(2) ? -5 : 0);
    const seq = recent[this.draw(recent.length)];
    if (seq === undefined) return;
    const amount = this.draw(2) ? 1n : undefined;
    const result = await reverse(this.sql, { ...this.base, of: { seq }, amount, reason: "It failed" }, now);
    if (result.ok) this.count(amount === undefined ? "reversed" : "reversed in part");
  }

  private async dispute(day: number, now: Date): Promise<void> {
    const paymentId = this.payments.splice(this.draw(this.payments.length), 1)[0];
    if (paymentId === undefined) return;
    if (this.draw(2)) {
      await freezeLots(this.sql, this.accountId, paymentId, now);
      this.disputed.push(paymentId);
      return this.count("frozen");
    }
    await this.takeBack(`refund ${day}`, paymentId, now);
  }

  private async settleDispute(day: number, now: Date): Promise<void> {
    const paymentId = this.disputed.shift();
    const claw = this.clawBacks.shift();
    if (paymentId !== undefined && this.draw(2)) {
      await unfreezeLots(this.sql, this.accountId, paymentId, now);
      this.count("unfrozen");
    } else if (paymentId !== undefined) await this.takeBack(`dispute ${day}`, paymentId, now);
    if (claw === undefined) return;
    const amount = this.draw(2) ? 7n : undefined;
    const back = await reinstate(this.sql, { ...this.base, of: claw, sourceKey: `won ${day}`, amount }, now);
    if (back.ok) this.count("reinstated");
  }

  private async takeBack(sourceKey: string, paymentId: string, now: Date): Promise<void> {
    const amount = BigInt(60 + this.draw(900));
    const { owed } = await clawBack(this.sql, { ...this.base, amount, sourceKey, paymentId }, now);
    this.clawBacks.push(sourceKey);
    this.count(owed > 0n ? "clawed back with debt" : "clawed back");
  }

  private async correct(now: Date): Promise<void> {
    const amount = BigInt(this.draw(60) - 30) || 1n;
    const request = {
      ...this.base,
      amount,
      beyondAvailable: this.draw(2) ? "owe" : "refuse",
      reason: "Count",
    } as const;
    const result = await adjust(this.sql, request, now);
    this.count(result.ok ? "adjusted" : result.reason);
  }
}
