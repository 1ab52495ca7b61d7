import { examplePayment } from "@/lib/api/endpoints/billing/example";

export const examplePackPayment = {
  ...examplePayment,
  id: "0193a1b2-0000-7000-8000-000000000016",
  kind: "PACK",
  description: "500 credits",
  amountCents: 6000,
  invoicedCents: null,
  invoice: { number: null, url: null, pdfUrl: null },
};
