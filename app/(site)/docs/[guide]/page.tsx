import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { guides, navigation } from "@/app/(site)/docs/guides";
import { NOT_FOUND } from "@/app/site-metadata";
import { DocsFrame } from "@/components/docs/docs-frame";
import { GuideArticle } from "@/components/docs/guide-article";

export async function generateMetadata({ params }: PageProps<"/docs/[guide]">): Promise<Metadata> {
  const { guide: slug } = await params;
  const guide = guides().find((one) => one.slug === slug);
  return guide ? { title: guide.title, description: guide.summary } : NOT_FOUND;
}

export default async function GuidePage({ params }: PageProps<"/docs/[guide]">) {
  const { guide: slug } = await params;
  const all = guides();
  const place = all.findIndex((one) => one.slug === slug);
  const guide = all[place];
  if (!guide) notFound();
  return (
    <DocsFrame groups={navigation()} current={guide.slug}>
      <GuideArticle guide={guide} before={all[place - 1]} after={all[place + 1]} />
    </DocsFrame>
  );
}
