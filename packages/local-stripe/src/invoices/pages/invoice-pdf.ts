import { formatMoney } from "../../core/money/money";
import { shortDate } from "../../core/pages/dates";
import type { Store } from "../../core/store/store";
import type { Tables } from "../../core/store/tables";
import { invoiceTotals } from "./invoice-totals";

/** A one-page PDF 1.4 of an invoice, written by hand: text in Helvetica, nothing else. */
export function invoicePdf(store: Pick<Store, "get">, invoice: Tables["invoice"]): Buffer {
  const lines = [
    `Invoice ${invoice.number ?? invoice.id}`,
    "Local Stripe: no real money",
    "",
    `Date: ${shortDate(invoice.created)}`,
    `To: ${invoice.customer_name ?? ""} ${invoice.customer_email ?? ""}`.trim(),
    `Status: ${invoice.status}`,
    "",
    ...invoice.lines.data.map((line) => `${line.description ?? ""}   ${formatMoney(line.amount, line.currency)}`),
    "",
    ...invoiceTotals(store, invoice).map(([words, money]) => `${words}: ${money}`),
    `Amount paid: ${formatMoney(invoice.amount_paid, invoice.currency)}`,
  ];
  return textPdf(lines);
}

/** The same of a credit note. */
export function creditNotePdf(note: Tables["credit_note"]): Buffer {
  return textPdf([
    `Credit note ${note.number}`,
    "Local Stripe: no real money",
    "",
    `Date: ${shortDate(note.created)}`,
    `Status: ${note.status}`,
    "",
    ...note.lines.data.map((line) => `${line.description ?? ""}   ${formatMoney(line.amount, note.currency)}`),
    "",
    `Total: ${formatMoney(note.total, note.currency)}`,
  ]);
}

function textPdf(lines: readonly string[]): Buffer {
  const text = lines
    .map((line, index) => `${index === 0 ? "/F1 18 Tf" : "/F1 11 Tf"} (${escaped(line)}) Tj T*`)
    .join("\n");
  const stream = Buffer.from(`BT\n18 TL 56 780 Td\n${text}\nET`, "latin1");
  return assemble([
    Buffer.from("<< /Type /Catalog /Pages 2 0 R >>"),
    Buffer.from("<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
    Buffer.from(
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    ),
    Buffer.concat([Buffer.from(`<< /Length ${stream.length} >>\nstream\n`), stream, Buffer.from("\nendstream")]),
    Buffer.from("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"),
  ]);
}

function assemble(objects: Buffer[]): Buffer {
  let pdf = Buffer.from("%PDF-1.4\n");
  const offsets: number[] = [];
  for (const [index, object] of objects.entries()) {
    offsets.push(pdf.length);
    pdf = Buffer.concat([pdf, Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from("\nendobj\n")]);
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  const tail = `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${pdf.length}\n%%EOF\n`;
  return Buffer.concat([pdf, Buffer.from(tail)]);
}

/** WinAnsi covers Latin-1; what lies beyond becomes a question mark. */
function escaped(text: string): string {
  return text.replace(/[^\x20-\xff]/g, "?").replace(/[\\()]/g, "\\$&");
}
