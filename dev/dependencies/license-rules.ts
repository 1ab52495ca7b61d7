// What licences the packages of production may have. To allow another one, add it here with the reason.

/** Licences that any package may have. They ask for no more than to keep their text with the code. */
export const ALLOWED = new Set([
  ...["0BSD", "Apache-2.0", "BlueOak-1.0.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-0"],
  ...["Python-2.0", "Unlicense"],
  // More than one at once, or one to choose.
  ...["(MIT OR Apache-2.0)", "MIT AND ISC", "MIT AND ISC AND BSD-3-Clause"],
]);

type Exception = { packages: RegExp; licence: string; reason: string };

/** Licences that only these packages may have. */
export const EXCEPTIONS: readonly Exception[] = [
  {
    packages: /^@img\/sharp-/,
    licence: "LGPL-3.0-or-later",
    reason:
      "libvips, a shared library that Next.js uses to resize pictures. Nothing here does, and the image leaves it out",
  },
  {
    packages: /^@img\/sharp-win32-/,
    licence: "Apache-2.0 AND LGPL-3.0-or-later",
    reason: "libvips for Windows, see above",
  },
  {
    packages: /^@img\/sharp-wasm32$/,
    licence: "Apache-2.0 AND LGPL-3.0-or-later AND MIT",
    reason: "libvips as WebAssembly, see above",
  },
  {
    packages: /^elkjs$/,
    licence: "EPL-2.0",
    reason: "part of Prisma Studio, which comes with Prisma's command line, unchanged. The image leaves it out",
  },
  {
    packages: /^caniuse-lite$/,
    licence: "CC-BY-4.0",
    reason: "data about browsers that the build reads",
  },
  {
    packages: /^geist$/,
    licence: "OFL-1.1",
    reason: "a font, which may be served with any software",
  },
];

type Correction = { packages: RegExp; states: string | undefined; licence: string; source: string };

/** The licences of packages whose package.json states none that SPDX knows. They hold for as long as it states the same. */
export const CORRECTIONS: readonly Correction[] = [
  { packages: /^geist$/, states: undefined, licence: "OFL-1.1", source: "its LICENSE.txt" },
  { packages: /^seq-queue$/, states: undefined, licence: "MIT", source: "its LICENSE" },
  { packages: /^@next\/swc-/, states: undefined, licence: "MIT", source: "their package.json in the registry" },
  { packages: /^@visx\/vendor$/, states: "MIT and ISC", licence: "MIT AND ISC", source: "its package.json" },
];
