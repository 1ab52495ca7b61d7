import { readFileSync, writeFileSync } from "node:fs";
import { chromium, type Page } from "@playwright/test";
import { findChromium } from "./chromium";

// npm run icons: draws the images in public/ from the vessel of public/favicon.svg. The mark and the name for others to use,
// on light and on dark, are in public/logo.

const INK = "#14181b";
const PAPER = "#fbfbf9";
const NIGHT = { ink: "#eceff1", level: "#3fd3a6" };
const DAY = { ink: INK, level: "#0b7a5e" };
const LAYERS = { plan: "#0b7a5e", pack: "#2f62c9", promo: "#8a5cd1" };

const svg = readFileSync("public/favicon.svg", "utf8");
const browser = await chromium.launch({ ...findChromium() });
try {
  const page = await browser.newPage();
  writeFileSync(
    "public/favicon.ico",
    ico(await Promise.all([16, 32, 48].map((size) => drawIcon(size, "transparent")))),
  );
  for (const [name, size, share] of [
    ["apple-touch-icon", 180, 0.64],
    ["icon-192", 192, 0.72],
    ["icon-512", 512, 0.72],
    // What a phone cuts off leaves a circle of four fifths.
    ["icon-maskable-512", 512, 0.5],
  ] as const) {
    writeFileSync(`public/${name}.png`, (await drawIcon(size, PAPER, share)).png);
  }
  for (const [name, colours] of [
    ["light", DAY],
    ["dark", NIGHT],
  ] as const) {
    writeFileSync(`public/logo/mark-${name}.svg`, inColours(colours));
    writeFileSync(`public/logo/refill-${name}.png`, await draw(page, nameImage(colours), { width: 640, height: 200 }));
  }
  writeFileSync("public/social.png", await draw(page, socialImage(), { width: 1200, height: 630 }));
} finally {
  await browser.close();
}

type Icon = { size: number; png: Buffer };

/** The vessel on a background, so many times as large. Phones round the corners themselves, so it stays clear of them. */
async function drawIcon(size: number, background: string, share = 1): Promise<Icon> {
  const page = await browser.newPage();
  const inner = Math.round(size * share);
  const html = `<body style="margin:0;background:${background};display:grid;place-items:center;height:100vh">
    <div style="width:${inner}px;height:${inner}px">${svg}</div></body>`;
  const png = await draw(page, html, { width: size, height: size });
  await page.close();
  return { size, png };
}

async function draw(page: Page, html: string, size: { width: number; height: number }): Promise<Buffer> {
  await page.setViewportSize(size);
  await page.setContent(html);
  await page.evaluate(() => document.fonts.ready);
  return page.screenshot({ omitBackground: true });
}

/** An .ico of PNGs: a directory of their offsets, then the images. */
function ico(icons: Icon[]): Buffer {
  const head = Buffer.alloc(6 + 16 * icons.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(icons.length, 4);
  let offset = head.length;
  icons.forEach(({ size, png }, index) => {
    const at = 6 + 16 * index;
    head.writeUInt8(size, at);
    head.writeUInt8(size, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...icons.map(({ png }) => png)]);
}

/** The vessel in fixed colors, which follow no theme. */
function inColours({ ink, level }: typeof DAY): string {
  return svg.replace(/<style>.*<\/style>/, `<style>.v{stroke:${ink}}.l{fill:${level}}</style>`);
}

function nameImage(colours: typeof DAY): string {
  return `<style>${face("SemiBold", 600)}
    body{margin:0;width:640px;height:200px;color:${colours.ink};font:600 120px Geist;letter-spacing:-0.03em;display:flex;
      align-items:center;gap:36px}
    svg{width:160px;height:160px;flex:none}
  </style>${inColours(colours)}<span>Refill</span>`;
}

function face(name: string, weight: number): string {
  const font = readFileSync(`node_modules/geist/dist/fonts/geist-sans/Geist-${name}.woff2`).toString("base64");
  return `@font-face{font-family:Geist;font-weight:${weight};src:url(data:font/woff2;base64,${font})}`;
}

function socialImage(): string {
  const layer = (colour: string, share: number) => `<span style="flex:${share};background:${colour}"></span>`;
  return `<style>${face("Regular", 400)}${face("SemiBold", 600)}
    body{margin:0;width:1200px;height:630px;background:${PAPER};color:${INK};font-family:Geist;display:flex;align-items:center;
      justify-content:space-between;padding:0 96px;box-sizing:border-box}
    .name{display:flex;align-items:center;gap:18px;font-size:34px;font-weight:600;letter-spacing:-0.015em}
    .name svg{width:50px;height:50px;margin-left:-9px}
    h1{margin:44px 0 0;font-size:84px;line-height:1.02;font-weight:600;letter-spacing:-0.04em}
    p{margin:28px 0 0;font-size:30px;line-height:1.35;color:#555e66}
    .vessel{width:190px;height:410px;flex:none;box-sizing:border-box;border:12px solid ${INK};border-radius:22px 22px 78px 78px;
      padding:14px;display:flex;margin-right:24px}
    .inside{flex:1;border-radius:6px 6px 50px 50px;overflow:hidden;display:flex;flex-direction:column;gap:5px}
    .air{flex:26}
  </style>
  <div><div class="name">${svg}Refill</div><h1>Credits that refill<br>every month.</h1>
  <p>Plans and packs on Stripe, and a ledger<br>that explains every balance.</p></div>
  <div class="vessel"><div class="inside"><span class="air"></span>
  ${layer(LAYERS.promo, 9)}${layer(LAYERS.plan, 39)}${layer(LAYERS.pack, 26)}</div></div>`;
}
