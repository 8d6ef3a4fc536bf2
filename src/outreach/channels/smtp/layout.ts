import mjml2html from 'mjml'

/** What an e-mail says. All of it is plain text in the patient's language; nothing is taken as HTML. */
export interface EmailContent {
  readonly language: string
  readonly clinicName: string
  readonly subject: string
  readonly paragraphs: readonly string[]
  readonly button: { readonly label: string; readonly url: string } | null
  /** Address and telephone of the clinic. */
  readonly footer: readonly string[]
  readonly unsubscribe: { readonly label: string; readonly url: string } | null
}

export interface RenderedEmail {
  readonly html: string
  readonly text: string
}

/** Stand-ins that survive MJML and are filled in afterwards: compiling takes long, and the shape is always the same. */
const hole = {
  language: 'xx-hole-language',
  clinicName: 'hole-clinic-name',
  subject: 'hole-subject',
  paragraphs: 'hole-paragraphs',
  buttonLabel: 'hole-button-label',
  buttonUrl: 'https://hole.invalid/button',
  footer: 'hole-footer',
  unsubscribeLabel: 'hole-unsubscribe-label',
  unsubscribeUrl: 'https://hole.invalid/unsubscribe',
} as const

const shapes = new Map<string, Promise<string>>()

/** The HTML with its plain-text twin. No picture, no remote font, nothing that reports an opening. */
export async function renderEmail(content: EmailContent): Promise<RenderedEmail> {
  const shape = await shapeFor(content.button !== null, content.unsubscribe !== null)
  const filling: Record<string, string> = {
    [hole.language]: escapeHtml(content.language),
    [hole.clinicName]: escapeHtml(content.clinicName),
    [hole.subject]: escapeHtml(content.subject),
    [hole.paragraphs]: content.paragraphs.map(paragraphHtml).join(''),
    [hole.buttonLabel]: escapeHtml(content.button?.label ?? ''),
    [hole.buttonUrl]: escapeHtml(webAddress(content.button?.url)),
    [hole.footer]: content.footer.map(escapeHtml).join('<br />'),
    [hole.unsubscribeLabel]: escapeHtml(content.unsubscribe?.label ?? ''),
    [hole.unsubscribeUrl]: escapeHtml(webAddress(content.unsubscribe?.url)),
  }
  const anyHole = new RegExp(Object.keys(filling).join('|'), 'g')
  return { html: shape.replace(anyHole, (found) => filling[found] ?? ''), text: plainText(content) }
}

function shapeFor(hasButton: boolean, hasUnsubscribe: boolean): Promise<string> {
  const key = `${hasButton}|${hasUnsubscribe}`
  const known = shapes.get(key)
  if (known !== undefined) return known
  const compiled = mjml2html(source(hasButton, hasUnsubscribe), {
    validationLevel: 'strict',
    fonts: {}, // MJML would fetch Roboto from Google at each reading
    minify: false,
  }).then((result) => result.html)
  shapes.set(key, compiled)
  return compiled
}

/** Text of 17 px with a contrast above 7:1; the button, in the brand colour, above 4.5:1 and 48 px high. */
function source(hasButton: boolean, hasUnsubscribe: boolean): string {
  const button = `<mj-button href="${hole.buttonUrl}" align="left" padding="8px 24px 24px">${hole.buttonLabel}</mj-button>`
  const unsubscribe = `<mj-text mj-class="small"><a href="${hole.unsubscribeUrl}" style="color:#4a5560">${hole.unsubscribeLabel}</a></mj-text>`
  return `<mjml lang="${hole.language}">
  <mj-head>
    <mj-title>${hole.subject}</mj-title>
    <mj-attributes>
      <mj-all font-family="-apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif" />
      <mj-text color="#1d262d" font-size="17px" line-height="26px" padding="0 24px" />
      <mj-button background-color="#0b6b7a" color="#ffffff" font-size="17px" font-weight="600" border-radius="8px" inner-padding="14px 24px" />
      <mj-class name="small" color="#4a5560" font-size="14px" line-height="21px" padding="4px 24px" />
    </mj-attributes>
  </mj-head>
  <mj-body background-color="#f3f5f6" width="600px">
    <mj-section padding="24px 0 0"><mj-column>
      <mj-text font-size="18px" font-weight="600" padding="0 24px 16px">${hole.clinicName}</mj-text>
    </mj-column></mj-section>
    <mj-section background-color="#ffffff" border-radius="12px" padding="24px 0 8px"><mj-column>
      <mj-text>${hole.paragraphs}</mj-text>
      ${hasButton ? button : ''}
    </mj-column></mj-section>
    <mj-section padding="16px 0 32px"><mj-column>
      <mj-text mj-class="small">${hole.footer}</mj-text>
      ${hasUnsubscribe ? unsubscribe : ''}
    </mj-column></mj-section>
  </mj-body>
</mjml>`
}

function plainText(content: EmailContent): string {
  const blocks = [
    ...content.paragraphs,
    content.button === null ? null : `${content.button.label}:\n${content.button.url}`,
    ['-- ', content.clinicName, ...content.footer].join('\n'),
    content.unsubscribe === null ? null : `${content.unsubscribe.label}:\n${content.unsubscribe.url}`,
  ]
  return `${blocks.filter((block) => block !== null).join('\n\n')}\n`
}

function paragraphHtml(paragraph: string): string {
  return `<p style="margin:0 0 16px">${escapeHtml(paragraph).replaceAll('\n', '<br />')}</p>`
}

/** A link that is not a web address leads nowhere rather than somewhere unexpected. */
function webAddress(url: string | undefined): string {
  return url !== undefined && /^https?:\/\//i.test(url) ? url : '#'
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
