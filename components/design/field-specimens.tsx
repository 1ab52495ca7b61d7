"use client";

import { useState } from "react";
import { Specimen, SpecimenGroup } from "@/components/design/specimen";
import { Checkbox } from "@/components/ui/checkbox";
import { Field, Input, Textarea } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Segmented } from "@/components/ui/segmented";
import { SegmentedLinks } from "@/components/ui/segmented-links";
import { Select } from "@/components/ui/select";
import { Slider } from "@/components/ui/slider";
import { SubmitButton } from "@/components/ui/submit-button";
import { Switch } from "@/components/ui/switch";
import { useForm } from "@/components/ui/use-form";

const CHOICES = [
  { value: "month", label: "Monthly" },
  { value: "year", label: "Yearly", note: "save 17%" },
];

const saveSlowly = () => new Promise<null>((resolve) => setTimeout(() => resolve(null), 2_000));

/** Everything that is filled in. */
export function FieldSpecimens() {
  const [interval, setInterval] = useState("month");
  const [images, setImages] = useState(40);
  const [, form] = useForm(saveSlowly, null);
  return (
    <SpecimenGroup title="Fields">
      <div className="grid gap-5 sm:grid-cols-2 lg:grid-cols-3">
        <Field name="design-plain" label="Plain" hint="A hint says what is expected.">
          {(control) => <Input {...control} placeholder="Placeholder" />}
        </Field>
        <Field name="design-filled" label="Filled in">
          {(control) => <Input {...control} defaultValue="ada@example.com" />}
        </Field>
        <Field name="design-wrong" label="Refused" error="Enter an amount, such as 20.00.">
          {(control) => <Input {...control} defaultValue="twenty" />}
        </Field>
        <Field name="design-disabled" label="Disabled">
          {(control) => <Input {...control} defaultValue="Cannot be changed" disabled />}
        </Field>
        <Field name="design-long" label="Several lines">
          {(control) => <Textarea {...control} rows={3} defaultValue="A longer text." />}
        </Field>
        <Field name="design-select" label="Select">
          {(control) => <Select {...control} choices={CHOICES} defaultValue="month" />}
        </Field>
        <Field name="design-select-wrong" label="Select, refused" error="Choose one.">
          {(control) => <Select {...control} choices={CHOICES} />}
        </Field>
      </div>
      <Specimen name="segmented">
        <Segmented label="Billing" value={interval} onChange={setInterval} choices={CHOICES} />
      </Specimen>
      <div className="grid gap-4 sm:grid-cols-2">
        <Switch label="Off" hint="With a hint." />
        <Switch label="On" defaultChecked />
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Checkbox name="design-checkbox" label="Not checked" hint="With a hint." />
        <Checkbox name="design-checked" label="Checked" defaultChecked />
      </div>
      <Specimen name="segmented, as links">
        <SegmentedLinks
          label="Billing, as links"
          choices={[
            { href: "/design", label: "Monthly", isChosen: true },
            { href: "/design?by=year", label: "Yearly", isChosen: false },
          ]}
        />
      </Specimen>
      <Specimen name="slider" wide>
        <Slider label="Images" value={images} max={100} onChange={setImages} valueText={`${images} images`} />
      </Specimen>
      <Specimen name="form, waits for its action">
        <Form of={form}>
          <SubmitButton look="primary" pending={form.pending}>
            Save
          </SubmitButton>
        </Form>
      </Specimen>
    </SpecimenGroup>
  );
}
