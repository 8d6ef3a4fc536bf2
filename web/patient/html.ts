// Every value that enters a page passes through `html`: text is escaped, only Markup goes in as it is.

/** HTML that is safe to send: made by `html` alone. */
export class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** What a template may hold. `null` and `false` leave nothing, so that parts can be left out in place. */
export type Hole = string | number | Markup | null | false | readonly Hole[]

/** Puts values into markup; attribute values stand in double quotes. */
export function html(strings: TemplateStringsArray, ...holes: readonly Hole[]): Markup {
  let text = strings[0] ?? ''
  holes.forEach((hole, index) => {
    text += render(hole) + (strings[index + 1] ?? '')
  })
  return new Markup(text)
}

function render(hole: Hole): string {
  if (hole === null || hole === false) return ''
  if (hole instanceof Markup) return hole.text
  if (typeof hole === 'string' || typeof hole === 'number') return escaped(String(hole))
  return hole.map(render).join('')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
}
