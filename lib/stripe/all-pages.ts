type Page = { limit: number; starting_after?: string };

/** All items of a Stripe list, page by page, in Stripe's order. For lists that are short but have no limit. */
export async function allPages<Row extends { id: string }>(
  list: (page: Page) => Promise<{ data: Row[]; has_more: boolean }>,
): Promise<Row[]> {
  const all: Row[] = [];
  for (;;) {
    const after = all.at(-1)?.id;
    const { data, has_more } = await list({ limit: 100, ...(after !== undefined && { starting_after: after }) });
    all.push(...data);
    if (!has_more || data.length === 0) return all;
  }
}
