import { numberFormat } from "@/lib/format/formats";

const UNITS = ["bytes", "kB", "MB", "GB", "TB"];

/** 12.3 MB: in powers of 1,024, as Postgres writes sizes. */
export function sizeWords(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(bytes, 1)) / 10)));
  const value = numberFormat({ maximumFractionDigits: power === 0 ? 0 : 1 }).format(bytes / 1024 ** power);
  return `${value} ${UNITS[power]}`;
}

/** 40 s, 12 min, 3 h, 2 days; "none" for nothing that waits. */
export function ageWords(seconds: number): string {
  if (seconds < 1) return "none";
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`;
  if (seconds < 48 * 3_600) return `${Math.round(seconds / 3_600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}
