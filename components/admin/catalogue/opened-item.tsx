/** The item that a form was opened for, with the version its values are of: an edit that somebody saves meanwhile is shown first. */
export function OpenedItem({ item }: { item: { id: string; version: number } | null }) {
  if (!item) return null;
  return (
    <>
      <input type="hidden" name="id" value={item.id} />
      <input type="hidden" name="version" value={item.version} />
    </>
  );
}
