/**
 * What is typed into a form, kept in this tab while its page is away: during a sign-in, or a reload. It never leaves the
 * browser, is only given back to the user who typed it, and never holds passwords and codes.
 */

type Draft = { user: string; at: number; reason: DraftReason; values: Record<string, string> };

/** Why the page went away: to sign in, which is worth a sentence when the entries are back; or it was loaded again. */
export type DraftReason = "session_over" | "restored";

const KEY = "refill.drafts";
const KEPT_MS = 60 * 60_000;
const SIGN_IN = /^\/(signin|confirm-identity)\b/;
const SECRET_NAME = /password|secret|token/i;
const SECRET_FIELD = /one-time-code|password|^cc-/;

type TypedElement = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Keeps what is typed into a form. Does nothing on pages without a signed-in user. */
export function keepDraft(form: HTMLFormElement, reason: DraftReason): void {
  const user = pageUser();
  const values = typedInto(form);
  if (user === null || Object.keys(values).length === 0) return;
  write({ ...read(), [placeOf(form)]: { user, at: Date.now(), reason, values } });
}

/**
 * Watches a form of the page: gives back what was kept for it, and keeps its entries when the page goes away to a sign-in
 * that no submit of it asked for. `restored` is called with the reason. Returns how to stop.
 */
export function watchDraft(form: HTMLFormElement, restored: (reason: DraftReason) => void): () => void {
  const user = pageUser();
  const place = placeOf(form);
  const first = JSON.stringify(typedInto(form));
  const reason = restoreDraft(form);
  if (reason) restored(reason);
  return () => {
    const values = typedInto(form);
    const isLeft = !form.isConnected && SIGN_IN.test(window.location.pathname);
    if (user === null || !isLeft || JSON.stringify(values) === first) return;
    write({ ...read(), [place]: { user, at: Date.now(), reason: "session_over", values } });
  };
}

/** Keeps what is typed into every form of the page. */
export function keepDrafts(reason: DraftReason): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-keeps]")) keepDraft(form, reason);
}

/** Puts back what was kept for a form, and forgets it. Returns why it was kept; null when nothing changed. */
function restoreDraft(form: HTMLFormElement): DraftReason | null {
  const drafts = read();
  const place = placeOf(form);
  const draft = drafts[place];
  if (!draft) return null;
  delete drafts[place];
  write(drafts);
  if (draft.user !== pageUser()) return null;
  let isChanged = false;
  for (const element of fieldsOf(form)) {
    const value = draft.values[element.name];
    if (value !== undefined && putBack(element, value)) isChanged = true;
  }
  return isChanged ? draft.reason : null;
}

/** Where a form is: its page, and its fields, as a page can have several. */
function placeOf(form: HTMLFormElement): string {
  const names = fieldsOf(form).map(({ name }) => name);
  return `${window.location.pathname}#${[...new Set(names)].join(",")}`;
}

/** The fields a person fills in, among them switches, which post a hidden field. */
function fieldsOf(form: HTMLFormElement): TypedElement[] {
  return [...form.elements].filter((element): element is TypedElement => isTyped(element));
}

function isTyped(element: Element): boolean {
  if (element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement) return element.name !== "";
  if (!(element instanceof HTMLInputElement) || element.name === "" || element.name.startsWith("$ACTION")) return false;
  if (element.type === "hidden") return switchOf(element) !== null;
  if (element.type === "password" || element.type === "file" || "secret" in element.dataset) return false;
  return !SECRET_FIELD.test(element.autocomplete) && !SECRET_NAME.test(element.name);
}

function typedInto(form: HTMLFormElement): Record<string, string> {
  const values: Record<string, string> = {};
  for (const element of fieldsOf(form)) {
    if (!isChoice(element)) values[element.name] = element.value;
    else if (element.checked) values[element.name] = element.value;
  }
  return values;
}

function isChoice(element: TypedElement): element is HTMLInputElement {
  return element instanceof HTMLInputElement && (element.type === "checkbox" || element.type === "radio");
}

/** The switch that a hidden field belongs to. */
function switchOf(element: HTMLInputElement): HTMLElement | null {
  const next = element.nextElementSibling;
  return next instanceof HTMLElement && next.getAttribute("role") === "switch" ? next : null;
}

/** Sets a field the way typing does, so that React sees it. Returns whether it was different. */
function putBack(element: TypedElement, value: string): boolean {
  const toggle = element instanceof HTMLInputElement ? switchOf(element) : null;
  if (toggle || isChoice(element)) {
    const isOn = toggle ? element.value === "on" : isChoice(element) && element.checked;
    const wasOn = toggle ? value === "on" : element.value === value;
    if (isOn !== wasOn) (toggle ?? element).click();
    return isOn !== wasOn;
  }
  if (element.value === value) return false;
  // React replaces the setter on the element itself; the prototype's tells it of the change.
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(element), "value")?.set?.call(element, value);
  element.dispatchEvent(new Event("input", { bubbles: true }));
  element.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

/** The user this page was rendered for: `AccountMark` of the layouts names them. */
function pageUser(): string | null {
  return document.querySelector<HTMLMetaElement>('meta[name="refill-account"]')?.content ?? null;
}

function read(): Record<string, Draft> {
  try {
    const drafts: Record<string, Draft> = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
    return Object.fromEntries(Object.entries(drafts).filter(([, { at }]) => Date.now() - at < KEPT_MS));
  } catch {
    return {};
  }
}

/** Keeps the drafts. Storage that is full or forbidden throws; the entries are then not kept, and nothing else fails. */
function write(drafts: Record<string, Draft>): void {
  try {
    if (Object.keys(drafts).length === 0) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, JSON.stringify(drafts));
  } catch {}
}
