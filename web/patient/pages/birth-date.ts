import { html } from '../html.ts'
import { callInstead, type Frame, form, mistake, page } from '../layout.ts'

export interface BirthDateView {
  readonly action: string
  readonly notMeHref: string
  readonly mistake: 'incomplete' | 'wrong' | null
  /** What was typed, so that nobody types it twice. */
  readonly typed: { readonly day: string; readonly month: string; readonly year: string }
}

const fields = [
  { name: 'day', autocomplete: 'bday-day', length: 2 },
  { name: 'month', autocomplete: 'bday-month', length: 2 },
  { name: 'year', autocomplete: 'bday-year', length: 4 },
] as const

/** The door: nothing of the visit, the service or the person is said before it. */
export function birthDatePage(frame: Frame, view: BirthDateView): string {
  const { say } = frame
  const hints = view.mistake === null ? 'example' : 'mistake example'
  const body = html`<p class="lead" id="why">${say('birth.why')}</p>
${view.mistake !== null && mistake(say(view.mistake === 'wrong' ? 'birth.wrong' : 'birth.incomplete'))}
${form(
  frame,
  view.action,
  html`<fieldset aria-describedby="${hints}"><legend class="unseen">${say('birth.legend')}</legend><div class="date">
${fields.map(
  ({
    name,
    autocomplete,
    length,
  }) => html`<p class="field ${name}"><label for="${name}">${say(`birth.${name}`)}</label>
<input id="${name}" name="${name}" value="${view.typed[name]}" type="text" inputmode="numeric" pattern="[0-9]*" maxlength="${length}" autocomplete="${autocomplete}" required aria-describedby="${hints}"${view.mistake === null ? null : html` aria-invalid="true"`}></p>`,
)}
</div></fieldset>
<p class="hint" id="example">${say('birth.example')}</p>
<button class="button main">${say('birth.next')}</button>`,
)}
<p class="quiet"><a href="${view.notMeHref}">${say('birth.notMe')}</a></p>
${callInstead(frame)}`
  return page(frame, { title: say('birth.title'), body, hasMistake: view.mistake !== null })
}
