import type { Config } from "tailwindcss";

// Names of the palette; the values for light and dark are in app/globals.css.
const config: Config = {
  content: ["./app/**/*.{ts,tsx}", "./components/**/*.{ts,tsx}"],
  darkMode: ["selector", ".dark"],
  theme: {
    extend: {
      colors: {
        bg: "var(--bg)",
        surface: "var(--surface)",
        sunken: "var(--sunken)",
        raised: "var(--raised)",
        ink: "var(--ink)",
        muted: "var(--muted)",
        faint: "var(--faint)",
        line: { DEFAULT: "var(--line)", strong: "var(--line-strong)" },
        accent: {
          DEFAULT: "var(--accent)",
          ink: "var(--accent-ink)",
          strong: "var(--accent-strong)",
          soft: "var(--accent-soft)",
          line: "var(--accent-line)",
        },
        // One colour per kind of lot.
        plan: "var(--plan)",
        pack: "var(--pack)",
        promo: "var(--promo)",
        referral: "var(--referral)",
        other: "var(--other)",
        held: "var(--held)",
        warn: { DEFAULT: "var(--warn)", soft: "var(--warn-soft)", line: "var(--warn-line)" },
        danger: {
          DEFAULT: "var(--danger)",
          ink: "var(--danger-ink)",
          soft: "var(--danger-soft)",
          line: "var(--danger-line)",
        },
      },
      fontFamily: {
        sans: ["var(--font-geist-sans)", "ui-sans-serif", "system-ui", "sans-serif"],
        mono: ["var(--font-geist-mono)", "ui-monospace", "monospace"],
      },
      borderRadius: { card: "12px", control: "8px" },
      maxWidth: { page: "1120px" },
    },
  },
};

export default config;
