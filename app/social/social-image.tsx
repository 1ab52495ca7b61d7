import "server-only";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ImageResponse } from "next/og";
import { type OfferedPlan, priceOf } from "@/components/pricing/offer";
import { formatCredits } from "@/components/ui/credits";
import { formatPrice } from "@/lib/format/money";
import { oncePerProcess } from "@/lib/once-per-process";

export const SOCIAL_SIZE = { width: 1200, height: 630 };

const INK = "#14181b";
const PAPER = "#fbfbf9";
const LEVEL = "#0b7a5e";

/** For letters that its font lacks, the renderer would ask a server on the internet. */
const WRITABLE = /^[\u0020-\u007e\u00a0-\u017f\u2010-\u2026\u20ac]*$/;

const drawn = oncePerProcess("socialImages", () => new Map<string, Promise<ArrayBuffer>>());

/**
 * The picture of a plan for link previews, as a PNG; null for a name that cannot be drawn here. Drawing takes a quarter of
 * a second, so each is kept until the plan changes: there are as many as plans.
 */
export async function socialImage(plan: OfferedPlan): Promise<ArrayBuffer | null> {
  const { name, creditsPerMonth } = plan;
  const price = priceText(plan);
  if (!WRITABLE.test(`${name}${price}`)) return null;
  const facts = JSON.stringify([name, creditsPerMonth, price]);
  const [key, kept] = [`${plan.key} ${facts}`, drawn()];
  for (const other of kept.keys()) if (other.startsWith(`${plan.key} `) && other !== key) kept.delete(other);
  const image = kept.get(key) ?? draw(name, price, creditsPerMonth);
  kept.set(key, image);
  return image;
}

function priceText(plan: OfferedPlan): string {
  const [price] = [priceOf(plan, "MONTH"), priceOf(plan, "YEAR")].filter((one) => one !== undefined);
  if (plan.isFree || !price) return "Free";
  return `${formatPrice(price.amountCents, price.currency)} a ${price.interval === "MONTH" ? "month" : "year"}`;
}

async function draw(name: string, price: string, credits: number): Promise<ArrayBuffer> {
  const [regular, bold] = await Promise.all([font("Regular"), font("SemiBold")]);
  const fonts = [
    { name: "Geist", data: regular, weight: 400 as const },
    { name: "Geist", data: bold, weight: 600 as const },
  ];
  return new ImageResponse(<Picture name={name} price={price} credits={credits} />, {
    ...SOCIAL_SIZE,
    fonts,
  }).arrayBuffer();
}

const font = (weight: string) =>
  readFile(join(process.cwd(), "node_modules/geist/dist/fonts/geist-sans", `Geist-${weight}.ttf`));

/** As public/social.png, which `npm run icons` draws: flexbox and inline styles are all that the renderer knows. */
function Picture({ name, price, credits }: { name: string; price: string; credits: number }) {
  const size = name.length > 14 ? 72 : 112;
  return (
    <div
      style={{
        ...{ display: "flex", width: "100%", height: "100%", alignItems: "center", justifyContent: "space-between" },
        ...{ padding: "0 96px", background: PAPER, color: INK, fontFamily: "Geist" },
      }}
    >
      <div style={{ display: "flex", flexDirection: "column", maxWidth: 720 }}>
        <div style={{ fontSize: 34, fontWeight: 600, letterSpacing: -0.5 }}>Refill</div>
        <div style={{ marginTop: 36, fontSize: size, fontWeight: 600, letterSpacing: -size / 25, lineHeight: 1.05 }}>
          {name}
        </div>
        <div style={{ marginTop: 28, fontSize: 40 }}>{`${formatCredits(credits)} credits every month`}</div>
        <div style={{ marginTop: 12, fontSize: 34, color: "#555e66" }}>{price}</div>
      </div>
      <div
        style={{
          ...{ display: "flex", width: 190, height: 410, padding: 14, border: `12px solid ${INK}` },
          borderRadius: "22px 22px 78px 78px",
        }}
      >
        <div style={{ display: "flex", flex: 1, alignItems: "flex-end" }}>
          <div style={{ width: "100%", height: "72%", background: LEVEL, borderRadius: "6px 6px 50px 50px" }} />
        </div>
      </div>
    </div>
  );
}
