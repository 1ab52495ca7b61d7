import { invalid, missingParameter } from "../core/api/errors";
import { randomText } from "../core/ids";
import type { Tables } from "../core/store/tables";
import type { CreateParams } from "./create-params";

type Session = Tables["checkout_session"];

/** Where a session is shown, and where the buyer goes from it. */
export type SessionUi = Pick<Session, "cancel_url" | "client_secret" | "success_url" | "ui_mode" | "url"> &
  Pick<Session, "redirect_on_completion" | "return_url">;

/**
 * A hosted page has its own URL and leads to `success_url`; an embedded one has a client secret and leads to
 * `return_url`. Source: `ui_mode`, `return_url` and `redirect_on_completion` in
 * https://docs.stripe.com/api/checkout/sessions/create
 */
export function uiOf(params: CreateParams, id: string, pageUrl: string): SessionUi {
  if (params.ui_mode !== "embedded_page") {
    return {
      cancel_url: params.cancel_url ?? null,
      client_secret: null,
      success_url: params.success_url ?? null,
      ui_mode: "hosted_page",
      url: pageUrl,
    };
  }
  return {
    cancel_url: null,
    client_secret: `${id}_secret_${randomText(32)}`,
    redirect_on_completion: params.redirect_on_completion ?? "always",
    ...(params.return_url === undefined ? {} : { return_url: params.return_url }),
    success_url: null,
    ui_mode: "embedded_page",
    url: null,
  };
}

/** Addresses that are missing, wrong, or not of this way to show a session. */
export function refuseWrongUi(params: CreateParams): void {
  const isEmbedded = params.ui_mode === "embedded_page";
  const foreign = isEmbedded
    ? (["success_url", "cancel_url"] as const)
    : (["return_url", "redirect_on_completion"] as const);
  for (const name of foreign) {
    if (params[name] === undefined) continue;
    throw invalid(`You can not pass \`${name}\` when \`ui_mode\` is \`${params.ui_mode ?? "hosted_page"}\`.`, name);
  }
  if (!isEmbedded && params.success_url === undefined) throw missingParameter("success_url");
  if (isEmbedded && params.return_url === undefined && redirects(params)) throw missingParameter("return_url");
  for (const name of ["success_url", "cancel_url", "return_url"] as const) {
    const url = params[name]?.replace("{CHECKOUT_SESSION_ID}", "cs_test");
    if (url !== undefined && !URL.canParse(url)) throw invalid("Not a valid URL", name, "url_invalid");
  }
}

/** Whether payment methods that leave the page for another are on offer. */
export function redirects({ redirect_on_completion: when }: { redirect_on_completion?: string | undefined }): boolean {
  return when !== "never";
}

/** Where the buyer goes when a session is complete; null for an embedded page that stays. */
export function wayOut(session: Session, methodType: string | undefined): string | null {
  const { redirect_on_completion: when, return_url: url = "/", success_url: hosted } = session;
  const stays = when === "never" || (when === "if_required" && methodType !== "paypal");
  if (session.ui_mode === "embedded_page" && stays) return null;
  const target = session.ui_mode === "embedded_page" ? url : (hosted ?? "/");
  return target.replaceAll("{CHECKOUT_SESSION_ID}", session.id);
}
