/** The words of one message, in the reader's language; plain text, no markup. */
export interface MailWords {
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** The one thing to do. Only http and https addresses. */
  readonly action?: { readonly label: string; readonly url: string };
  /** Why this message came, how to have no more of them. */
  readonly footer?: string;
  /** BCP 47; `en` unless given. */
  readonly language?: string;
  /** `rtl` for scripts written from right to left. */
  readonly direction?: 'ltr' | 'rtl';
}

// Mail programs know no style sheets and no variables, so the tokens stand here as values (light ones, as in
// src/ui's tokens); all pairs have a contrast above 4.5:1.
const paper = '#FAF8F3';
const surface = '#FFFFFF';
const ink = '#1E2320';
const soft = '#56605A';
const line = '#E3DFD4';
const moss = '#2B6549';
const serif = "'Source Serif 4', Georgia, 'Times New Roman', serif";
const sans = "Inter, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

/** Renders a message as plain text and as HTML; both say the same, and the HTML loads nothing from anywhere. */
export function renderMail(words: MailWords): { text: string; html: string } {
  if (words.action !== undefined && !/^https?:\/\//.test(words.action.url)) {
    throw new TypeError('the action of a mail needs a web address');
  }
  return { text: plainText(words), html: html(words) };
}

function plainText({ title, paragraphs, action, footer }: MailWords): string {
  const blocks = [
    title,
    ...paragraphs,
    ...(action === undefined ? [] : [`${action.label}:\n${action.url}`]),
    ...(footer === undefined ? [] : [`-- \n${footer}`]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function html({ title, paragraphs, action, footer, language = 'en', direction = 'ltr' }: MailWords): string {
  const body = paragraphs.map((text) => `<p style="margin:0 0 16px">${escaped(text)}</p>`).join('\n');
  return `<!doctype html>
<html lang="${escaped(language)}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${escaped(title)}</title>
</head>
<body style="margin:0;padding:24px 12px;background:${paper};color:${ink};font:16px/1.55 ${sans}">
<div role="article" aria-label="${escaped(title)}" lang="${escaped(language)}" dir="${direction}" style="max-width:560px;margin:0 auto;padding:32px;background:${surface};border:1px solid ${line};border-radius:14px">
<h1 style="margin:0 0 20px;font:600 28px/1.25 ${serif}">${escaped(title)}</h1>
${body}${action === undefined ? '' : button(action)}${footer === undefined ? '' : footerBlock(footer)}
</div>
</body>
</html>
`;
}

function button({ label, url }: NonNullable<MailWords['action']>): string {
  // The address is shown too: some readers strip links, and careful people want to see where one leads.
  return `
<p style="margin:24px 0"><a href="${escaped(url)}" style="display:inline-block;padding:12px 20px;background:${moss};color:${surface};border-radius:10px;font-weight:600;text-decoration:none">${escaped(label)}</a></p>
<p style="margin:0 0 16px;color:${soft};font-size:14px;overflow-wrap:anywhere">${escaped(url)}</p>`;
}

function footerBlock(footer: string): string {
  return `
<p style="margin:24px 0 0;padding:16px 0 0;border-top:1px solid ${line};color:${soft};font-size:14px">${escaped(footer)}</p>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '<br>');
}
