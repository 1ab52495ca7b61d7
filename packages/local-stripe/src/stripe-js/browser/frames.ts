// This file and its neighbours run in the buyer's browser. `../script.ts` serves each exported function as it is written,
// so a function uses what it is passed, and no import but types.

/** What a frame says to the page around it; `localStripe` marks it. */
export type Said = { localStripe: true; type: string } & Record<string, unknown>;

export type Frame = { element: HTMLIFrameElement; say(message: Record<string, unknown>): void; close(): void };

export type Frames = ReturnType<typeof framesOf>;

/** Opens frames of the local Stripe's own pages and listens to them. */
export function framesOf(origin: string) {
  /** The error that Stripe.js throws when it is used wrongly. */
  function integrationError(message: string): Error {
    const error = new Error(message);
    error.name = "IntegrationError";
    return error;
  }

  function placeOf(location: string | HTMLElement): HTMLElement {
    const place = typeof location === "string" ? document.querySelector<HTMLElement>(location) : location;
    if (place === null) throw integrationError(`The selector you specified (${location}) applies to no DOM elements.`);
    return place;
  }

  /** A frame as tall as its page. `listen` gets what the page says, except its size. */
  function open(path: string, title: string, listen: (said: Said) => void): Frame {
    const element = document.createElement("iframe");
    element.src = `${origin}${path}`;
    element.title = title;
    element.allow = "payment *";
    Object.assign(element.style, { border: "0", display: "block", height: "0", width: "100%" });
    const hear = ({ source, origin: from, data }: MessageEvent) => {
      if (source !== element.contentWindow || from !== origin || data?.localStripe !== true) return;
      if (data.type === "size") element.style.height = `${data.height}px`;
      else listen(data);
    };
    window.addEventListener("message", hear);
    return {
      element,
      say: (message) => element.contentWindow?.postMessage({ localStripe: true, ...message }, origin),
      close: () => {
        window.removeEventListener("message", hear);
        element.remove();
      },
    };
  }

  /** Scrolls to the top of a frame, below what the page may keep at the top of the window. */
  function bringIntoView(element: HTMLIFrameElement | undefined): void {
    if (element === undefined || element.getBoundingClientRect().top >= 0) return;
    element.style.scrollMarginTop = "80px";
    element.scrollIntoView({ block: "start" });
  }

  /** A frame above the page; it is seen once its page says that there is something to see. */
  function openAbove(path: string, title: string, listen: (said: Said) => void): Frame {
    const cover = document.createElement("div");
    cover.setAttribute("role", "dialog");
    cover.setAttribute("aria-modal", "true");
    cover.setAttribute("aria-label", title);
    Object.assign(cover.style, {
      background: "rgb(0 0 0 / 0.5)",
      display: "grid",
      inset: "0",
      overflow: "auto",
      padding: "1rem",
      placeItems: "center",
      position: "fixed",
      visibility: "hidden",
      zIndex: "2147483647",
    });
    const frame = open(path, title, (said) => {
      if (said.type !== "shown") return listen(said);
      cover.style.visibility = "visible";
      frame.element.focus();
    });
    Object.assign(frame.element.style, { borderRadius: "12px", maxWidth: "26rem" });
    cover.append(frame.element);
    document.body.append(cover);
    return {
      ...frame,
      close: () => {
        frame.close();
        cover.remove();
      },
    };
  }

  return { bringIntoView, integrationError, open, openAbove, placeOf };
}
