import type { Db } from "@/lib/db";

type Person = { email: string; name: string | null; externalId: string | null; stripeCustomerId: string | null };

/** Deletes the saved views that name a person, whose account is being erased, by address, full name or an id. */
export async function deleteViewsNaming(db: Db, { email, name, externalId, stripeCustomerId }: Person): Promise<void> {
  const fullName = name?.trim().includes(" ") ? [name.trim()] : [];
  const parts = [email, ...fullName].map(lowered);
  const ids = [externalId, stripeCustomerId].filter((id) => id !== null).map(lowered);
  const views = await db.savedView.findMany();
  const naming = views.filter((view) => {
    const texts = [view.name, ...new URLSearchParams(view.query).values()].map(lowered);
    return texts.some((text) => ids.includes(text) || parts.some((part) => text.includes(part)));
  });
  await db.savedView.deleteMany({ where: { id: { in: naming.map(({ id }) => id) } } });
}

function lowered(text: string): string {
  return text.toLowerCase();
}
