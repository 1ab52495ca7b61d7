/**
 * An email as a mail program shows it. The frame is sandboxed: scripts do not run and it has no origin. Only its links
 * work, in new tabs. It inherits the page's Content-Security-Policy.
 */
export function MailFrame({ subject, html }: { subject: string; html: string }) {
  return (
    <iframe
      title={`Mail: ${subject}`}
      srcDoc={html}
      sandbox="allow-popups allow-popups-to-escape-sandbox"
      className="block h-[560px] w-full rounded-b-card border-line border-t bg-white"
    />
  );
}
