import { AutoTopUp, BuyCredits, PricingTable, UsageChart } from "@refill/sdk/react";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { currentUser } from "@/lib/auth";

export const metadata: Metadata = { title: "Credits" };

export default async function AccountPage() {
  if (!(await currentUser())) redirect("/signin");
  return (
    <>
      <h1>Credits</h1>
      <UsageChart />
      <PricingTable />
      <BuyCredits />
      <AutoTopUp />
    </>
  );
}
