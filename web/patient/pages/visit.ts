import { html } from '../html.ts'
import { icon } from '../icons.ts'
import { callInstead, type Frame, page, postButton, type VisitFacts, visitCard } from '../layout.ts'

export interface VisitView {
  readonly visit: VisitFacts
  readonly isConfirmed: boolean
  readonly yesAction: string
  readonly moveHref: string
  readonly cancelHref: string
  readonly wayHref: string | null
}

/** Can you come? Three answers of one size. */
export function visitPage(frame: Frame, view: VisitView): string {
  const { say } = frame
  const body = html`${visitCard(frame, view.visit)}
${view.isConfirmed && html`<p class="kept">${say('visit.isConfirmed')}</p>`}
<div class="answers">
${!view.isConfirmed && postButton(frame, { action: view.yesAction, label: say('visit.yes'), isMain: true })}
<a class="button" href="${view.moveHref}">${say('visit.move')}</a>
<a class="button" href="${view.cancelHref}">${say('visit.cancel')}</a>
</div>
<section class="bring"><h2>${say('visit.bring')}</h2>
<ul class="lines"><li class="line">${icon('card')}<span>${say('visit.bringId')}</span></li>
<li class="line">${icon('pill')}<span>${say('visit.bringMedicines')}</span></li></ul></section>
${view.wayHref !== null && html`<p class="aside"><a class="line" href="${view.wayHref}">${icon('pin')}<span>${say('done.way')}</span></a></p>`}
${callInstead(frame)}`
  return page(frame, { title: say('visit.title'), body })
}

export interface CancelView {
  readonly visit: VisitFacts
  readonly cancelAction: string
  readonly keepHref: string
}

export function cancelPage(frame: Frame, view: CancelView): string {
  const { say } = frame
  const body = html`${visitCard(frame, view.visit)}
<div class="answers">
${postButton(frame, { action: view.cancelAction, label: say('cancel.yes'), isMain: false })}
<a class="button" href="${view.keepHref}">${say('cancel.keep')}</a>
</div>
${callInstead(frame)}`
  return page(frame, { title: say('cancel.title'), body })
}

/** `gone`: the visit is not what the message said. `cancelled`: this very answer ended it. */
export function endedVisitPage(
  frame: Frame,
  { kind, anewHref }: { readonly kind: 'gone' | 'cancelled'; readonly anewHref: string | null },
): string {
  const { say } = frame
  const body = html`<p class="lead">${say(kind === 'gone' ? 'visit.goneText' : 'cancel.doneText')}</p>
${anewHref !== null && html`<div class="answers"><a class="button" href="${anewHref}">${say('cancel.anew')}</a></div>`}
${callInstead(frame)}`
  return page(frame, { title: say(kind === 'gone' ? 'visit.goneTitle' : 'cancel.doneTitle'), body })
}
