type Answer = { error?: Record<string, unknown>; problems?: Record<string, string>; intent?: unknown };

/** The page inside the Payment Element's frame: reports what is typed, and sends it when Stripe.js asks for that. */
export function paymentFrame(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-element]");
  if (form === null || window.parent === window) return;
  const say = (message: Record<string, unknown>) => window.parent.postMessage({ localStripe: true, ...message }, "*");

  function show(problems: Record<string, string>): void {
    for (const note of document.querySelectorAll(".field-error")) note.remove();
    for (const input of document.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
    const named = Object.entries(problems).map(
      ([name, text]) => [name === "number" ? "card_number" : name, text] as const,
    );
    for (const [id, text] of named) {
      const input = document.getElementById(id);
      const note = document.createElement("p");
      Object.assign(note, { className: "field-error", id: `${id}-error`, textContent: text });
      input?.setAttribute("aria-invalid", "true");
      input?.setAttribute("aria-describedby", note.id);
      input?.after(note);
    }
    document.querySelector<HTMLInputElement>("[aria-invalid]")?.focus();
  }

  async function send(step: "submit" | "confirm", returnUrl: string): Promise<Answer> {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form ?? undefined)) body.set(name, String(value));
    body.set("step", step);
    body.set("return_url", returnUrl);
    try {
      const response = await fetch("/elements/confirm", { method: "POST", body });
      return await response.json();
    } catch {
      return { error: { type: "api_connection_error", message: "We could not reach Stripe. Please try again." } };
    }
  }

  window.addEventListener("message", async ({ source, data }) => {
    if (source !== window.parent || data?.localStripe !== true) return;
    if (data.type === "focus") document.querySelector("input")?.focus();
    if (data.type !== "submit" && data.type !== "confirm") return;
    const { problems, ...answer } = await send(data.type, String(data.returnUrl ?? ""));
    show(problems ?? {});
    say({ type: "answer", call: data.call, ...answer });
  });
  const report = () => {
    const fields = [...document.querySelectorAll<HTMLInputElement>("input[type=text]")].filter(
      (one) => one.offsetParent,
    );
    const filled = fields.filter(({ value }) => value !== "");
    const complete = filled.length === fields.length && document.querySelector("[aria-invalid]") === null;
    const type = new FormData(form).get("payment_method") ?? "card";
    say({ type: "change", complete, empty: filled.length === 0, collapsed: false, value: { type } });
  };
  form.addEventListener("input", report);
  form.addEventListener("submit", (event) => event.preventDefault());
  say({ type: "ready" });
}
