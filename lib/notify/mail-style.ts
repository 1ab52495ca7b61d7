import type { CSSProperties } from "react";

// The light palette of app/globals.css, inlined without variables as mail programs require.
const ink = "#14181b";
const muted = "#555e66";
const line = "#e5e5df";
const accent = "#0b7a5e";
const sans = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif";

export const style = {
  body: { backgroundColor: "#fbfbf9", color: ink, fontFamily: sans, margin: 0, padding: "32px 16px" },
  page: { maxWidth: "520px" },
  brand: { marginBottom: "20px" },
  vessel: {
    width: "12px",
    height: "16px",
    border: `2px solid ${ink}`,
    borderTopWidth: 0,
    borderRadius: "0 0 5px 5px",
    verticalAlign: "bottom",
    lineHeight: 0,
  },
  level: { height: "10px", margin: "4px 1px 1px", backgroundColor: accent, borderRadius: "0 0 3px 3px" },
  name: { paddingLeft: "9px", fontSize: "15px", fontWeight: 600 },
  card: {
    backgroundColor: "#ffffff",
    border: `1px solid ${line}`,
    borderRadius: "12px",
    borderCollapse: "separate",
    padding: "28px",
  },
  heading: { margin: "0 0 12px", fontSize: "21px", fontWeight: 600, lineHeight: "28px", letterSpacing: "-0.01em" },
  sentence: { margin: "0 0 12px", fontSize: "15px", lineHeight: "23px", color: ink },
  facts: { margin: "4px 0 8px", borderTop: `1px solid ${line}` },
  factName: { padding: "9px 0", borderBottom: `1px solid ${line}`, fontSize: "14px", color: muted },
  factValue: {
    padding: "9px 0",
    borderBottom: `1px solid ${line}`,
    fontSize: "14px",
    textAlign: "right",
    fontVariantNumeric: "tabular-nums",
  },
  button: {
    marginTop: "12px",
    padding: "11px 18px",
    backgroundColor: accent,
    borderRadius: "8px",
    color: "#ffffff",
    fontSize: "15px",
    fontWeight: 500,
  },
  footer: { margin: "16px 4px 0", fontSize: "13px", lineHeight: "20px", color: muted },
  footerLink: { color: muted, textDecoration: "underline" },
} satisfies Record<string, CSSProperties>;
