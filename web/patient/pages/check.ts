import { html } from '../html.ts'
import { callInstead, type Frame, page, postButton, type VisitFacts, visitCard } from '../layout.ts'

export interface CheckView {
  readonly visit: VisitFacts
  /** Wall-clock time until which the time is kept, "9:42". */
  readonly keptUntil: string
  readonly isLapsed: boolean
  readonly isMove: boolean
  readonly bookAction: string
  /** Null where it cannot be kept any longer. */
  readonly extendAction: string | null
  readonly otherHref: string
}

export function checkPage(frame: Frame, view: CheckView): string {
  const { say } = frame
  const kept = say(view.isLapsed ? 'check.lapsed' : 'check.kept', { time: view.keptUntil })
  const body = html`${visitCard(frame, view.visit)}
<p class="kept" role="status">${kept}</p>
<div class="answers">
${postButton(frame, { action: view.bookAction, label: say(view.isMove ? 'check.move' : 'check.book'), isMain: true })}
${view.extendAction !== null && postButton(frame, { action: view.extendAction, label: say('check.extend'), isMain: false })}
</div>
<p class="quiet"><a href="${view.otherHref}">${say('check.other')}</a></p>
<p class="hint">${say('times.free')}</p>
${callInstead(frame)}`
  return page(frame, { title: say(view.isMove ? 'check.moveTitle' : 'check.title'), body })
}
