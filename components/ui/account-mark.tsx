/** Names in the page's head whose page it is, so that kept entries are only given back to the user who typed them. */
export function AccountMark({ userId }: { userId: string }) {
  return <meta name="refill-account" content={userId} />;
}
