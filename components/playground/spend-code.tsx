"use client";

import { useState } from "react";
import { Segmented } from "@/components/ui/segmented";

const inProcess = `const report = analyseText(text);            // work first: a failed run costs nothing

const spent = await spendQueue().debit({
  accountId,
  amount: BigInt(Math.ceil(report.words / 100)),
  idempotencyKey: \`playground:\${key}\`,       // a double click is charged once
  description: "Text summary",
  meter: "words",
  quantity: String(report.words),
  metadata: { text: sha256(text) },          // the same key with another text is refused
  actor: "app:playground",                   // only the app can refund it, not the user
}, now);

if (!spent.ok) return spent.reason;          // "insufficient_credits": nothing was charged`;

const overHttp = `curl -X POST https://your-app.example/api/v1/credits/consume \\
  -H "Authorization: Bearer $SERVICE_KEY" \\
  -H "Idempotency-Key: playground:$KEY" \\
  -H "Content-Type: application/json" \\
  -d '{ "account": "ada@example.com", "amount": 4, "description": "Text summary",
        "metadata": { "text": "'$(sha256sum < text.txt | cut -d' ' -f1)'" } }'

# 200  { "entry": { "seq": 18, "amount": -4, "balanceAfter": 196, … }, "available": 196, "replayed": false }
# 402  { "code": "insufficient_credits", "required": 4, "available": 1, … }`;

type Way = "in-process" | "http";

/** The code behind the tool: everything that metering takes. */
export function SpendCode() {
  const [way, setWay] = useState<Way>("in-process");
  return (
    <section aria-labelledby="code" className="mt-2 rounded-card border border-line bg-surface">
      <div className="flex flex-wrap items-center justify-between gap-3 px-5 pt-4 pb-3">
        <h2 id="code" className="font-semibold text-base">
          The code behind it
        </h2>
        <Segmented
          label="How it is called"
          value={way}
          onChange={setWay}
          choices={[
            { value: "in-process", label: "In process" },
            { value: "http", label: "Over HTTP" },
          ]}
        />
      </div>
      <pre className="whitespace-pre-wrap break-words border-line border-t bg-sunken px-5 py-4 font-mono text-[12.5px] leading-relaxed">
        <code>{way === "in-process" ? inProcess : overHttp}</code>
      </pre>
    </section>
  );
}
