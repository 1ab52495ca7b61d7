"use client";

import Link from "next/link";

import { SamePersonForm } from "@/components/admin/users/same-person-form";
import { ConfirmFirst } from "@/components/auth/confirm-first";
import { Card, CardHead } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import { Field, Textarea } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { type FormAction, freshForm } from "@/components/ui/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { useForm } from "@/components/ui/use-form";
import { shownEmail } from "@/lib/account/placeholder-email";
import type { UserNoteView } from "@/lib/account/user-notes";

type NotesCardProps = { userId: string; notes: UserNoteView[]; action: FormAction; noteSamePerson: FormAction };

/** What admins noted about a user. */
export function NotesCard({ userId, notes, action, noteSamePerson }: NotesCardProps) {
  const [state, form] = useForm(action, freshForm);
  return (
    <Card aria-label="Notes">
      <CardHead title="Notes" note="part of the user's data export" />
      <Form of={form} className="grid gap-3 px-4 pb-4 sm:px-5" noValidate>
        <input type="hidden" name="user" value={userId} />
        <Field name="note" label="New note" error={state.errors.note}>
          {(control) => (
            <Textarea {...control} key={notes[0]?.id} rows={2} maxLength={2000} defaultValue={state.values.note} />
          )}
        </Field>
        <ConfirmFirst state={state} next={`/admin/users/${userId}`} />
        <div>
          <SubmitButton size="small">Add note</SubmitButton>
        </div>
      </Form>
      <SamePersonForm userId={userId} action={noteSamePerson} />
      {notes.length > 0 ? (
        <ul className="grid gap-3 border-line border-t px-4 py-4 sm:px-5">
          {notes.map((note) => (
            <li key={note.id}>
              {note.other ? (
                <p>
                  Same person as{" "}
                  <Link
                    href={`/admin/users/${note.other.id}`}
                    className="focus-ring break-all rounded-md font-medium underline underline-offset-4"
                  >
                    {shownEmail(note.other.email) ?? note.other.id}
                  </Link>
                </p>
              ) : null}
              <p className="whitespace-pre-wrap break-words">{note.text}</p>
              <p className="text-[12.5px] text-faint">
                {note.authorEmail ?? "A deleted user"}, <DateTime at={note.createdAt} />
              </p>
            </li>
          ))}
        </ul>
      ) : null}
    </Card>
  );
}
