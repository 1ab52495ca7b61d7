import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readPackForm } from "@/components/admin/read-catalogue-form";
import { testDatabase } from "@/dev/testing/database";
import { testStripe } from "@/dev/testing/stripe";
import { inUnits } from "@/lib/account/export/money-column";
import { packInput } from "@/lib/catalog/schemas";
import { CURRENCIES } from "@/lib/format/currencies";
import { formatMoney } from "@/lib/format/money";
import { renderMail } from "@/lib/notify/render-mail";

const db = await testDatabase();
const { stripe } = await testStripe();

// From docs.stripe.com/currencies, independently of the table under test.
const WHOLE = "bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf".split(" ");
const THOUSANDTHS = "bhd jod kwd omr tnd".split(" ");
const minorUnits = (currency: string) => (WHOLE.includes(currency) ? 1 : THOUSANDTHS.includes(currency) ? 1000 : 100);

/** The amount that the Checkout page shows. */
async function checkoutFigure(amount: number, currency: string): Promise<string> {
  const price = await stripe.prices.create({ currency, unit_amount: amount, product_data: { name: "Credits" } });
  const session = await stripe.checkout.sessions.create({
    mode: "payment",
    line_items: [{ price: price.id, quantity: 1 }],
    success_url: "http://localhost:3000/ok",
  });
  const page = await (await fetch(session.url ?? "")).text();
  return /<p class="amount">([^<]*)/.exec(page)?.[1]?.trim() ?? "";
}

const figure = (text: string) => Number(/\d[\d,.]*/.exec(text)?.[0].replaceAll(",", ""));

test.each(CURRENCIES)("%s is shown, emailed and exported as Checkout shows it", async (currency) => {
  for (const units of [7_990, 312.5]) {
    const amountCents = units * minorUnits(currency);
    // Half a yen or half a krona cannot be charged. Forints start at 175.
    if (!Number.isInteger(amountCents) || (["isk", "ugx"].includes(currency) && units % 1 !== 0)) continue;
    const asked = await checkoutFigure(amountCents, currency);
    expect(figure(asked)).toBe(units);
    expect(formatMoney(amountCents, currency)).toBe(asked);

    const form = new FormData();
    for (const [name, value] of Object.entries({ key: "pack", name: "Pack", credits: "10", currency })) {
      form.set(name, value);
    }
    form.set("amountCents", String(units));
    expect(readPackForm(form)).toMatchObject({ input: { amountCents, currency }, errors: {} });

    const mail = await renderMail(
      {
        template: "topup_done",
        credits: 10n,
        debtPaid: 0n,
        automatic: true,
        methodBrand: null,
        methodLast4: null,
        amountCents,
        currency,
      },
      "https://refill.example",
    );
    expect(mail.text).toContain(asked);

    const { sql } = inUnits("amount_cents") as { sql: string };
    const [row] = await db.prisma.$queryRawUnsafe<{ value: string }[]>(
      `SELECT ${sql} AS value FROM (SELECT $1::integer AS amount_cents, $2::text AS currency) AS payment`,
      amountCents,
      currency,
    );
    expect(Number(row?.value)).toBe(units);
  }
});

test.each([
  ["jpy", 49, "The minimum charge is ¥50."],
  ["huf", 17_400, "The minimum charge is HUF 175."],
  ["isk", 50_050, "Stripe charges ISK in whole units only."],
  ["kwd", 5_125, "In KWD, the last decimal must be 0."],
  ["jpy", 100_000_000, "The maximum charge is ¥99,999,999."],
  ["zzz", 5_000, "Stripe does not charge in this currency."],
])("a pack in %s for %s minor units is refused with the reason", (currency, amountCents, reason) => {
  const parsed = packInput.safeParse({ key: "pack", name: "Pack", credits: 10, currency, amountCents });
  const said = parsed.error?.issues.map(({ message }) => message.replaceAll("\u00a0", " ")) ?? [];
  expect(said.join(" ")).toContain(reason);
});

test("only lib/format formats and parses money", () => {
  const sources = ["app", "components", "lib"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => `${folder}/${path}`),
  );
  const others = sources.filter((path) => {
    if (!/\.tsx?$/.test(path) || /^lib\/(format|generated)\/|\.test\./.test(path)) return false;
    const text = readFileSync(path, "utf8");
    return /style: "currency"/.test(text) || /cents?\)?( \?\? [\d_]+\))? ?\/ ?100\b/i.test(text);
  });
  expect(others).toEqual([]);
});

test("no page, email or command hardcodes a currency: a catalogue without one uses DEFAULT_CURRENCY", () => {
  const sources = ["app", "components", "lib"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => `${folder}/${path}`),
  );
  // Examples in the API documentation are not prices.
  const isExample = (path: string) =>
    /\.test\.|\/testing\/|^lib\/(generated|api)\/|^lib\/format\/currencies\.ts$/.test(path);
  const others = sources.filter(
    (path) => /\.tsx?$/.test(path) && !isExample(path) && /["'`](usd|eur)["'`]/i.test(readFileSync(path, "utf8")),
  );
  expect(others).toEqual([]);
});
