import { words } from "@/components/home/words";

/** How it works, in three steps. */
export function Steps() {
  return (
    <ol className="mt-10 grid gap-x-10 gap-y-5 border-line border-t pt-6 sm:grid-cols-3 md:mt-12">
      {words.steps.map(({ name, text }, index) => (
        <li key={name}>
          <p className="font-medium">
            <span className="mr-2 text-accent">{index + 1}</span>
            {name}
          </p>
          <p className="mt-1 text-muted">{text}</p>
        </li>
      ))}
    </ol>
  );
}
