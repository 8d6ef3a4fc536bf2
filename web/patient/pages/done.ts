import { html, type Markup } from '../html.ts'
import { icon } from '../icons.ts'
import { callInstead, type Frame, page, type VisitFacts, visitCard } from '../layout.ts'

export interface DoneView {
  readonly visit: VisitFacts
  readonly outcome: 'booked' | 'moved' | 'confirmed'
  /** Where the booking stands with the clinic's own system: no tick before it is confirmed. */
  readonly practice: 'settled' | 'requested' | 'timed_out'
  /** How the patient is reminded; null for a visit so soon that no reminder comes before it. */
  readonly reminder: 'sms' | 'email' | null
  readonly calendarHref: string
  /** A map of the address; null where the clinic has told none. */
  readonly wayHref: string | null
  readonly changeHref: string
  readonly againHref: string
}

export function donePage(frame: Frame, view: DoneView): string {
  const { say } = frame
  const isSettled = view.practice === 'settled'
  const body = html`${visitCard(frame, view.visit)}
${!isSettled && html`<p class="kept" role="status">${say(view.practice === 'requested' ? 'done.requestedText' : 'done.timedOutText')}</p>`}
${view.reminder !== null && html`<p class="hint">${say(view.reminder === 'sms' ? 'done.remindSms' : 'done.remindEmail')}</p>`}
<ul class="lines">
${view.practice === 'requested' && line(view.againHref, icon('waiting'), say('done.again'))}
${isSettled && line(view.calendarHref, icon('calendar'), say('done.calendar'))}
${view.wayHref !== null && line(view.wayHref, icon('pin'), say('done.way'))}
${line(view.changeHref, icon('change'), say('done.change'))}
</ul>
${callInstead(frame)}`
  const title = isSettled ? say(`done.${view.outcome}`) : say('done.requested')
  return page(frame, { title, body: html`${mark(isSettled)}${body}` })
}

/** Drawn above the title by the style sheet. */
function mark(isSettled: boolean): Markup {
  return html`<div class="mark ${isSettled ? 'ok' : 'waiting'}">${icon(isSettled ? 'check' : 'waiting')}</div>`
}

function line(href: string, shape: Markup, label: string): Markup {
  return html`<li><a class="line" href="${href}">${shape}<span>${label}</span></a></li>`
}
