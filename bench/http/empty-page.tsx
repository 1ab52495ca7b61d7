/** An empty page in the app's own layout, the floor of the pages' scenario. Added to the measured copy of the app. */
export default function EmptyPage() {
  return <h1>Empty</h1>;
}
