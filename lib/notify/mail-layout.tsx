import { Body } from "@react-email/body";
import { Button } from "@react-email/button";
import { Container } from "@react-email/container";
import { Head } from "@react-email/head";
import { Html } from "@react-email/html";
import { Preview } from "@react-email/preview";
import { Section } from "@react-email/section";
import { Text } from "@react-email/text";
import { style } from "@/lib/notify/mail-style";
import type { Letter } from "@/lib/notify/types";

/** The layout of every email: the logo, one message, one button. `button.link` and `appUrl` are absolute. */
export function MailLayout({ letter, appUrl }: { letter: Letter; appUrl: string }) {
  const { subject, paragraphs, facts, button, why } = letter;
  return (
    <Html lang="en">
      <Head>
        <title>{subject}</title>
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light" />
      </Head>
      <Body style={style.body}>
        <Preview>{paragraphs[0] ?? subject}</Preview>
        <Container style={style.page}>
          <Brand />
          <Section style={style.card}>
            <h1 style={style.heading}>{subject}</h1>
            {paragraphs.map((sentence) => (
              <Text key={sentence} style={style.sentence}>
                {sentence}
              </Text>
            ))}
            {facts.length > 0 ? <Facts facts={facts} /> : null}
            <Button href={button.link} style={style.button}>
              {button.name}
            </Button>
          </Section>
          <Text style={style.footer}>
            {why ? `${why} ` : null}
            <a href={`${appUrl}/settings`} style={style.footerLink}>
              Settings
            </a>
          </Text>
        </Container>
      </Body>
    </Html>
  );
}

/** The vessel, two-thirds full, without images, which mail programs block. */
function Brand() {
  return (
    <table role="presentation" cellPadding="0" cellSpacing="0" style={style.brand}>
      <tbody>
        <tr>
          <td style={style.vessel}>
            <div style={style.level} />
          </td>
          <td style={style.name}>Refill</td>
        </tr>
      </tbody>
    </table>
  );
}

function Facts({ facts }: Pick<Letter, "facts">) {
  return (
    <table role="presentation" width="100%" cellPadding="0" cellSpacing="0" style={style.facts}>
      <tbody>
        {facts.map(({ name, value }) => (
          <tr key={name}>
            <td style={style.factName}>{name}</td>
            <td style={style.factValue}>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
