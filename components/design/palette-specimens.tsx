import { Specimen, SpecimenGroup } from "@/components/design/specimen";
import { Level } from "@/components/ui/level";
import { Logo } from "@/components/ui/logo";

const SWATCHES = [
  ...["bg-bg", "bg-surface", "bg-sunken", "bg-raised", "bg-ink", "bg-muted", "bg-faint", "bg-line", "bg-line-strong"],
  ...["bg-accent", "bg-accent-strong", "bg-accent-soft", "bg-accent-line"],
  ...["bg-warn", "bg-warn-soft", "bg-warn-line", "bg-danger", "bg-danger-soft", "bg-danger-line"],
  ...["bg-plan", "bg-pack", "bg-promo", "bg-referral", "bg-other", "bg-held"],
];

/** Colors, type and the level. */
export function PaletteSpecimens() {
  return (
    <SpecimenGroup title="Palette and type">
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-4 lg:grid-cols-6">
        {SWATCHES.map((name) => (
          <li key={name} className="grid gap-1">
            <span className={`block h-12 rounded-control border border-line ${name}`} />
            <span className="font-mono text-[12px] text-muted">{name.slice(3)}</span>
          </li>
        ))}
        <li className="grid gap-1">
          <span className="hatch block h-12 rounded-control border border-line" />
          <span className="font-mono text-[12px] text-muted">hatch</span>
        </li>
      </ul>
      <Specimen name="type" wide>
        <p className="font-semibold text-[40px] leading-tight tracking-[-0.03em]">Credits that refill 1,284</p>
        <p className="font-semibold text-[28px] tracking-[-0.02em]">Page title</p>
        <p className="font-semibold text-base">Card title</p>
        <p>Text in ink, 1,284 credits.</p>
        <p className="text-muted">Muted text, 1,284 credits.</p>
        <p className="text-faint">Faint text, 1,284 credits.</p>
        <p className="font-mono text-[13px]">Code, rk_k3v9m2xq_…</p>
      </Specimen>
      <Specimen name="level, 0 to 1">
        {[0, 0.1, 0.5, 0.9, 1].map((share) => (
          <Level key={share} share={share} />
        ))}
        <Level share={0.6} className="h-12 w-7 rounded-t-[4px] rounded-b-[10px] border-2" />
        <Level share={0.4} tone="bg-pack" />
      </Specimen>
      <Specimen name="logo">
        <Logo />
        <Logo className="h-10 w-[33px]" />
      </Specimen>
    </SpecimenGroup>
  );
}
