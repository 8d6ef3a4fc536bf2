import { html } from '../html.ts'
import { callInstead, type Frame, page, postButton } from '../layout.ts'

/** Asked before anything happens: did this reach the wrong person? */
export function notMePage(
  frame: Frame,
  view: { readonly action: string; readonly backHref: string },
): string {
  const { say } = frame
  const body = html`<p class="lead">${say('notMe.text')}</p>
<div class="answers">
${postButton(frame, { action: view.action, label: say('notMe.yes'), isMain: false })}
<a class="button" href="${view.backHref}">${say('common.back')}</a>
</div>`
  return page(frame, { title: say('notMe.title'), body })
}

/** Asked before anything happens: no more messages? */
export function unsubscribePage(frame: Frame, view: { readonly action: string }): string {
  const { say, clinicName } = frame
  const body = html`<p class="lead">${say('leave.text')}</p>
<div class="answers">${postButton(frame, { action: view.action, label: say('leave.yes'), isMain: true })}</div>
${callInstead(frame)}`
  return page(frame, { title: say('leave.title', { clinic: clinicName ?? '' }), body })
}

export type Notice =
  | { readonly kind: 'over' | 'callUs' | 'tooMany' | 'broken' | 'notMeDone' | 'unsubscribed' }
  /** `until`: "16 grudnia", the last day on which the link opens. */
  | { readonly kind: 'notNow'; readonly until: string; readonly backHref: string }

/** A plain page that says what happened and whom to call. */
export function noticePage(frame: Frame, notice: Notice): string {
  const { say } = frame
  const { title, text } = wordsOf(frame, notice)
  const body = html`<p class="lead">${text}</p>
${notice.kind === 'notNow' && html`<p class="quiet"><a href="${notice.backHref}">${say('common.back')}</a></p>`}
${notice.kind !== 'notMeDone' && callInstead(frame)}`
  return page(frame, { title, body })
}

function wordsOf({ say }: Frame, notice: Notice): { readonly title: string; readonly text: string } {
  switch (notice.kind) {
    case 'over':
      return { title: say('over.title'), text: say('over.text') }
    case 'callUs':
      return { title: say('callUs.title'), text: say('callUs.text') }
    case 'tooMany':
      return { title: say('tooMany.title'), text: say('tooMany.text') }
    case 'broken':
      return { title: say('broken.title'), text: say('broken.text') }
    case 'notMeDone':
      return { title: say('notMe.doneTitle'), text: say('notMe.doneText') }
    case 'unsubscribed':
      return { title: say('leave.doneTitle'), text: say('leave.doneText') }
    case 'notNow':
      return { title: say('notNow.title'), text: say('notNow.text', { day: notice.until }) }
  }
}
