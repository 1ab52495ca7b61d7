import { BudgetExceededError } from "@refill/sdk";
import { creditsMiddleware, insufficientCredits } from "@refill/sdk/ai";
import {
  convertToModelMessages,
  createUIMessageStreamResponse,
  streamText,
  toUIMessageStream,
  type UIMessage,
  wrapLanguageModel,
} from "ai";
import { after } from "next/server";
import { currentUser } from "@/lib/auth";
import { refill } from "@/lib/refill";
import { storyteller } from "@/lib/storyteller";

export async function POST(request: Request): Promise<Response> {
  const user = await currentUser();
  if (!user) return Response.json({ error: "Sign in first." }, { status: 401 });
  const { messages }: { messages: UIMessage[] } = await request.json();
  const middleware = creditsMiddleware({ client: refill, account: user.id, project: "chat", waitUntil: after });
  const { stream } = streamText({
    model: wrapLanguageModel({ model: storyteller, middleware }),
    messages: await convertToModelMessages(messages),
    maxOutputTokens: 40,
    // A reader who stops pays for what was delivered.
    abortSignal: request.signal,
  });
  return createUIMessageStreamResponse({ stream: toUIMessageStream({ stream, onError: sentenceOf }) });
}

function sentenceOf(error: unknown): string {
  const refusal = insufficientCredits(error);
  if (!refusal) return "The model failed. Nothing was charged.";
  // A budget's own sentence says which one, and when it allows more.
  if (refusal instanceof BudgetExceededError) return refusal.detail;
  return `This needs ${refusal.required} credits, and you have ${refusal.available}.`;
}
