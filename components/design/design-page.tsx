"use client";

import { DataSpecimens } from "@/components/design/data-specimens";
import { FieldSpecimens } from "@/components/design/field-specimens";
import { MessageSpecimens } from "@/components/design/message-specimens";
import { OverlaySpecimens } from "@/components/design/overlay-specimens";
import { PaletteSpecimens } from "@/components/design/palette-specimens";
import { Specimen, SpecimenGroup } from "@/components/design/specimen";
import { BackLink } from "@/components/ui/back-link";
import { Button, LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";

const LOOKS = ["primary", "plain", "quiet", "danger"] as const;
const SIZES = ["small", "medium", "large"] as const;

/** Every primitive of components/ui in every state. */
export function DesignPage() {
  return (
    <div className="wrap grid grid-cols-1 pt-8 pb-16">
      <div className="pb-6">
        <PageHeader title="Design">
          Every primitive in every state. Look at it in both themes, at 320 px, and with the keyboard.
        </PageHeader>
      </div>
      <PaletteSpecimens />
      <SpecimenGroup title="Buttons">
        {LOOKS.map((look) => (
          <Specimen key={look} name={look}>
            {SIZES.map((size) => (
              <Button key={size} look={look} size={size}>
                {size}
              </Button>
            ))}
            <Button look={look} disabled>
              disabled
            </Button>
            <Button look={look} pending>
              pending
            </Button>
            <LinkButton look={look} href="/">
              link
            </LinkButton>
          </Specimen>
        ))}
        <Specimen name="back link">
          <BackLink href="/">All plans</BackLink>
        </Specimen>
      </SpecimenGroup>
      <FieldSpecimens />
      <MessageSpecimens />
      <DataSpecimens />
      <OverlaySpecimens />
    </div>
  );
}
