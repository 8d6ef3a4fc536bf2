import { html, type Markup } from '../html.ts'
import { callInstead, type Frame, form, mistake, notice, page, postButton } from '../layout.ts'

export interface OfferedTime {
  /** What the form sends back. */
  readonly value: string
  /** "17:20" */
  readonly clock: string
  /** Said beside the time; null where the day says it for all its times. */
  readonly who: string | null
  readonly isChosen: boolean
}

export interface OfferedDay {
  /** "wtorek, 1 grudnia" */
  readonly day: string
  readonly who: string | null
  readonly times: readonly OfferedTime[]
}

export interface TimesView {
  readonly action: string
  readonly days: readonly OfferedDay[]
  /** `few`: the first choice. `all`: every time of some days, closely set. */
  readonly kind: 'few' | 'all'
  readonly isMove: boolean
  readonly what: string
  readonly where: string | null
  readonly notice: 'taken' | 'refused' | 'choose' | null
  readonly links: {
    readonly other: string | null
    readonly earlier: string | null
    readonly later: string | null
    readonly first: string | null
    readonly back: string | null
  }
  /** Null while a visit is being moved: there is one to keep. */
  readonly notNowAction: string | null
}

/** "17:20" and "9:05 am" fit three in a row; "3.05 petang" does not. */
const shortClock = 7

export function timesPage(frame: Frame, view: TimesView): string {
  const { say } = frame
  if (view.days.length === 0 && view.links.earlier === null) return noTimesPage(frame, view)
  const body = html`<p class="lead">${view.what}${view.where !== null && html`<br><span lang="${frame.clinicLanguage}">${view.where}</span>`}</p>
${view.notice === 'choose' && mistake(say('times.choose'))}${view.notice !== null && view.notice !== 'choose' && notice(say(`times.${view.notice}`))}
${form(
  frame,
  view.action,
  html`${view.days.map((day, index) => dayChoices(day, { kind: view.kind, index, isInvalid: view.notice === 'choose' }))}
${pager(frame, view)}
${view.days.length > 0 && html`<button class="button main">${say('times.next')}</button>`}`,
)}
<p class="hint">${say('times.free')}</p>
${view.notNowAction !== null && html`<div class="quiet">${postButton(frame, { action: view.notNowAction, label: say('times.notNow'), isMain: false })}</div>`}
${view.links.back !== null && html`<p class="quiet"><a href="${view.links.back}">${say('common.back')}</a></p>`}
${callInstead(frame)}`
  return page(frame, {
    title: say(view.isMove ? 'times.moveTitle' : 'times.title'),
    body,
    hasMistake: view.notice === 'choose',
  })
}

function dayChoices(
  { day, who, times }: OfferedDay,
  {
    kind,
    index,
    isInvalid,
  }: { readonly kind: TimesView['kind']; readonly index: number; readonly isInvalid: boolean },
): Markup {
  return html`<fieldset class="times ${kind}${times.some(({ clock }) => clock.length > shortClock) && ' wide'}"><legend>${day}${who !== null && html` <span class="who">${who}</span>`}</legend><div class="choices">
${times.map(
  (
    time,
    at,
  ) => html`<p class="choice"><input type="radio" name="time" id="t${index}-${at}" value="${time.value}" required${time.isChosen && html` checked`}${isInvalid && html` aria-invalid="true"`}>
<label for="t${index}-${at}"><span class="clock">${time.clock}</span>${time.who !== null && html` <span class="who">${time.who}</span>`}</label></p>`,
)}
</div></fieldset>`
}

function pager({ say }: Frame, { links }: TimesView): Markup | null {
  const shown = [
    links.other !== null && html`<a href="${links.other}">${say('times.other')}</a>`,
    links.earlier !== null && html`<a href="${links.earlier}">${say('times.earlier')}</a>`,
    links.later !== null && html`<a href="${links.later}">${say('times.later')}</a>`,
    links.first !== null && html`<a href="${links.first}">${say('times.first')}</a>`,
  ].filter((link) => link !== false)
  return shown.length === 0 ? null : html`<p class="pager">${shown}</p>`
}

function noTimesPage(frame: Frame, view: TimesView): string {
  const { say } = frame
  const body = html`<p class="lead">${say('times.noneText')}</p>
${callInstead(frame)}
${view.notNowAction !== null && html`<div class="quiet">${postButton(frame, { action: view.notNowAction, label: say('times.notNow'), isMain: false })}</div>`}
${view.links.back !== null && html`<p class="quiet"><a href="${view.links.back}">${say('common.back')}</a></p>`}`
  return page(frame, { title: say('times.noneTitle'), body })
}
