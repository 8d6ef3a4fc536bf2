import { html, type Markup } from './html.ts'
import { icon } from './icons.ts'
import { languageNames, type Say } from './words.ts'

export type PageLanguage = keyof typeof languageNames

export interface Phone {
  /** As people write it in this country. */
  readonly text: string
  readonly href: string
}

/** What every page has around its one question. */
export interface Frame {
  readonly say: Say
  readonly language: PageLanguage
  /** In which names and addresses are written. */
  readonly clinicLanguage: PageLanguage
  /** Null: nobody knows yet which clinic this is about. */
  readonly clinicName: string | null
  readonly phone: Phone | null
  readonly styleHref: string
  /** This page in another language. */
  readonly languageHref: (language: PageLanguage) => string
  /** Proves that a form came from one of our pages. */
  readonly formToken: string
}

export interface PageContent {
  readonly title: string
  readonly body: Markup
  /** Said first in the window title, where screen readers begin. */
  readonly hasMistake?: boolean
}

/** A whole document; before the birth date it names the clinic and nothing else. */
export function page(frame: Frame, content: PageContent): string {
  const { say, language, clinicName } = frame
  const title = `${content.hasMistake === true ? `${say('common.mistake')}: ` : ''}${content.title}${clinicName === null ? '' : ` – ${clinicName}`}`
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${frame.styleHref}">
</head>
<body>
<a class="skip" href="#content">${say('common.skip')}</a>
<header>
<p class="clinic" lang="${frame.clinicLanguage}">${clinicName ?? ''}</p>
${languageSwitch(frame)}
</header>
<main id="content" tabindex="-1">
<h1>${content.title}</h1>
${content.body}
</main>
</body>
</html>
`.text
}

function languageSwitch({ say, language, languageHref }: Frame): Markup {
  const others = (Object.keys(languageNames) as PageLanguage[]).filter((one) => one !== language)
  return html`<nav class="languages" aria-label="${say('common.language')}">
<details>
<summary>${icon('globe')}<span>${languageNames[language]}</span>${icon('down')}</summary>
<ul>${others.map((one) => html`<li><a href="${languageHref(one)}" lang="${one}" hreflang="${one}">${languageNames[one]}</a></li>`)}</ul>
</details>
</nav>`
}

/** A form that posts; the hidden field proves that it is ours. */
export function form(frame: Frame, action: string, body: Markup): Markup {
  return html`<form method="post" action="${action}"><input type="hidden" name="form" value="${frame.formToken}">${body}</form>`
}

/** One button that posts and asks for nothing else. */
export function postButton(
  frame: Frame,
  { action, label, isMain }: { readonly action: string; readonly label: string; readonly isMain: boolean },
): Markup {
  return form(frame, action, html`<button class="${isMain ? 'button main' : 'button'}">${label}</button>`)
}

/** How to reach a person instead; nothing where the clinic has no number. */
export function callInstead({ phone, say }: Frame): Markup | null {
  if (phone === null) return null
  return html`<p class="aside"><a class="line" href="${phone.href}">${icon('phone')}<span>${say('common.call', { phone: phone.text })}</span></a></p>`
}

/** What is wrong and how to mend it, said at once by screen readers. */
export function mistake(text: string): Markup {
  return html`<p class="mistake" role="alert" id="mistake">${text}</p>`
}

/** What happened meanwhile; nobody made a mistake. */
export function notice(text: string): Markup {
  return html`<p class="notice" role="alert">${text}</p>`
}

export interface VisitFacts {
  /** "wtorek, 1 grudnia, 17:20" */
  readonly when: string
  /** Names as recorded; shown undeclined. */
  readonly who: string | null
  /** "Wizyta kontrolna, 30 minut" */
  readonly what: string
  readonly where: string | null
}

export function visitCard({ clinicLanguage }: Frame, facts: VisitFacts): Markup {
  return html`<div class="card"><p class="when">${facts.when}</p>${facts.who !== null && html`<p lang="${clinicLanguage}">${facts.who}</p>`}<p>${facts.what}</p>${facts.where !== null && html`<p lang="${clinicLanguage}">${facts.where}</p>`}</div>`
}
