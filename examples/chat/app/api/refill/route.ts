import { createRefillHandler } from "@refill/sdk/next";
import { currentUser } from "@/lib/auth";
import { refillUrl, serviceKey } from "@/lib/refill";

export const { POST } = createRefillHandler({ baseUrl: refillUrl, serviceKey, customer: currentUser });
