import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { TotalLine } from "@/components/admin/overview/total-line";

const counted = { total: { count: 12 }, asOf: new Date("2026-11-24T09:30:00Z") };

test("rows that are newer than the overview say so, and what the overview shows", () => {
  const newer = renderToStaticMarkup(<TotalLine counted={counted} live={{ count: 13 }} />);
  expect(newer).toContain("In all, now");
  expect(newer).toContain("13 rows");
  expect(newer).toContain("The overview still shows 12 rows, as of ");
  expect(renderToStaticMarkup(<TotalLine counted={counted} live={{ count: 12 }} />)).not.toContain("overview");
  expect(renderToStaticMarkup(<TotalLine counted={counted} />)).toContain("In all, as of ");
});
