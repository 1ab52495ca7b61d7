import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { FoldedRows } from "@/components/admin/users/page/folded-rows";
import { UserSections } from "@/components/admin/users/page/user-sections";

const rendered = (rows: number) => renderToStaticMarkup(<FoldedRows rows={rows}>rows</FoldedRows>);

test("a long table is folded behind a summary that the keyboard reaches, without a script; a short one is not", () => {
  expect(rendered(5)).toBe("rows");
  expect(rendered(6)).toMatch(/<details[^>]*><summary[^>]*>.*Show all 6/);
});

test("the sections of a user's page are links", () => {
  const links = [...renderToStaticMarkup(<UserSections />).matchAll(/<a href="#([a-z]+)"/g)].map(([, id]) => id);
  expect(links).toEqual(["about", "plan", "credits", "billing", "emails", "access", "record"]);
});
