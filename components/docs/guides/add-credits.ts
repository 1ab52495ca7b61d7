import type { Guide } from "@/components/docs/guides/guide";

export const addCredits = (): Guide => ({
  slug: "add-credits",
  title: "Add credits to your app",
  summary: "A Next.js app whose users have a balance, buy credits, and pay for every AI call with what it used.",
  sections: [
    {
      id: "prepare",
      title: "Prepare Refill",
      blocks: [
        "It takes about five minutes. A coding agent can do it from the [skill](/skill.md), which has the same files and more.",
        {
          steps: [
            "In the [settings](/settings#api-keys), create a key with “Service key”, “Read credits”, “Spend credits”, “Read billing” and “Change billing”. Only admins can. It acts for every user, so it stays on your server.",
            "Add the origin of your app to the setting `ALLOWED_ORIGINS`. Without it, its pages cannot read the balance, and Checkout does not lead back to them.",
            "Give each model its rates: `npm run rates:import`, or under Admin, Rate card.",
            "`npm run sdk:build` writes the package, `sdk/refill-sdk-0.1.0.tgz`.",
          ],
        },
      ],
    },
    {
      id: "install",
      title: "Install the package",
      blocks: [
        {
          label: "the command",
          samples: [{ language: "Shell", code: "npm install /path/to/refill-sdk-0.1.0.tgz ai@7 @ai-sdk/openai@4" }],
        },
        {
          label: "the settings",
          samples: [
            {
              language: "Shell",
              file: ".env.local",
              code: `REFILL_URL=http://localhost:3000
REFILL_SERVICE_KEY=rk_…
REFILL_WEBHOOK_SECRET=whsec_…
OPENAI_API_KEY=sk-…`,
            },
          ],
        },
        "One module has the client, for server code only:",
        {
          label: "the file",
          samples: [
            {
              language: "TSX",
              file: "lib/refill.ts",
              code: `import { createClient } from "@refill/sdk";

export const refillUrl = process.env.REFILL_URL ?? "";
export const serviceKey = process.env.REFILL_SERVICE_KEY ?? "";

/** For server code only. */
export const refill = createClient({ baseUrl: refillUrl, apiKey: serviceKey });`,
            },
          ],
        },
        "And one says who is signed in. Your own sign-in goes here: never take the id from something that the browser can choose.",
        {
          label: "the file",
          samples: [
            {
              language: "TSX",
              file: "lib/user.ts",
              code: `export type User = { id: string; name?: string; email?: string };

/** The user who is signed in, or null. */
export async function currentUser(): Promise<User | null> {
  return { id: "user-1" };
}`,
            },
          ],
        },
      ],
    },
    {
      id: "token-route",
      title: "Give browsers a token",
      blocks: [
        "This route makes the user a customer, with the credits of the free plan, and gives their browser a token that is valid for 15 minutes and for them alone.",
        {
          label: "the file",
          samples: [
            {
              language: "TSX",
              file: "app/api/refill/route.ts",
              code: `import { createRefillHandler } from "@refill/sdk/next";
import { refillUrl, serviceKey } from "@/lib/refill";
import { currentUser } from "@/lib/user";

export const { POST } = createRefillHandler({ baseUrl: refillUrl, serviceKey, customer: currentUser });`,
            },
          ],
        },
      ],
    },
    {
      id: "components",
      title: "Show balance and prices",
      blocks: [
        "The provider gets the token, renews it, and keeps one live balance for all components.",
        {
          label: "the file",
          samples: [
            {
              language: "TSX",
              file: "app/layout.tsx",
              code: `import "@refill/sdk/styles.css";
import { RefillProvider } from "@refill/sdk/react";
import type { ReactNode } from "react";
import { refillUrl } from "@/lib/refill";

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <RefillProvider baseUrl={refillUrl} tokenUrl="/api/refill">
          {children}
        </RefillProvider>
      </body>
    </html>
  );
}`,
            },
          ],
        },
        {
          label: "the file",
          samples: [
            {
              language: "TSX",
              file: "app/page.tsx",
              code: `"use client";

import { Balance, Paywall } from "@refill/sdk/react";
import { useState } from "react";

export default function Page() {
  const [answer, setAnswer] = useState("");

  async function ask() {
    const response = await fetch("/api/ask", { method: "POST", body: JSON.stringify({ prompt: "Count to three." }) });
    const { text, error } = await response.json();
    setAnswer(text ?? error);
  }

  return (
    <main>
      <Balance low={20} />
      <Paywall required={10}>
        <button type="button" onClick={ask}>
          Ask
        </button>
      </Paywall>
      <p role="status">{answer}</p>
    </main>
  );
}`,
            },
          ],
        },
        {
          caption: "More components",
          rows: [
            ["BuyCredits", "Packs; each opens Stripe Checkout and leads back to the page."],
            ["PricingTable", "Plans by month or year, with the customer’s own marked."],
            ["UsageChart", "Credits per day, or by model, project or run."],
            ["AutoTopUp", "Buying a pack when credits run low."],
          ],
        },
        "A paywall hides its children; it does not protect what they do. The next step does.",
      ],
    },
    {
      id: "meter-a-call",
      title: "Meter a call",
      blocks: [
        "Wrap the model of the AI SDK, once for each request. The call [holds](/docs/holds) what it may cost, captures what the provider says was used, and releases the rest. If the provider fails, nothing is taken.",
        {
          label: "the file",
          samples: [
            {
              language: "TSX",
              file: "app/api/ask/route.ts",
              code: `import { openai } from "@ai-sdk/openai";
import { creditsMiddleware, insufficientCredits } from "@refill/sdk/ai";
import { generateText, wrapLanguageModel } from "ai";
import { refill } from "@/lib/refill";
import { currentUser } from "@/lib/user";

export async function POST(request: Request): Promise<Response> {
  const user = await currentUser();
  if (!user) return Response.json({ error: "Sign in first." }, { status: 401 });
  const { prompt } = await request.json();
  const model = wrapLanguageModel({
    model: openai("gpt-5.1"),
    middleware: creditsMiddleware({ client: refill, account: user.id, project: "ask" }),
  });
  try {
    const { text } = await generateText({ model, prompt, maxOutputTokens: 500, abortSignal: request.signal });
    return Response.json({ text });
  } catch (error) {
    const refusal = insufficientCredits(error);
    if (!refusal) return Response.json({ error: "The model failed. Nothing was charged." }, { status: 502 });
    const { required, available } = refusal;
    return Response.json({ error: \`This needs \${required} credits.\`, required, available }, { status: 402 });
  }
}`,
            },
          ],
        },
        "Streams work in the same way. A user who leaves pays for what was delivered, if you pass the request’s signal. For the clients of OpenAI and Anthropic there are `withOpenAI` and `withAnthropic`, and for any other work `withCredits`.",
      ],
    },
  ],
});
