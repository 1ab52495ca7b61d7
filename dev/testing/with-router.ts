import { createRequire } from "node:module";
import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { type ComponentProps, createElement, type ReactElement, type ReactNode } from "react";

type RouterProvider = typeof AppRouterContext.Provider;

const router = {} as ComponentProps<RouterProvider>["value"];

/**
 * The node inside a router, for components that call useRouter() while they are rendered to text. Parts of Next's server,
 * once another test file of this worker has loaded them, give `next/navigation` a context of their own, so both are there.
 */
export function withRouter(node: ReactNode): ReactElement {
  const require = createRequire(import.meta.url);
  const own: {
    AppRouterContext: { Provider: RouterProvider };
  } = require("next/dist/shared/lib/app-router-context.shared-runtime");
  return createElement(
    AppRouterContext.Provider,
    { value: router },
    createElement(own.AppRouterContext.Provider, { value: router }, node),
  );
}
