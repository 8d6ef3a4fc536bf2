import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'

export interface StyleSheet {
  readonly css: string
  /** Named by its content: browsers may keep it for ever. */
  readonly path: string
}

const web = new URL('../../../web/', import.meta.url)

/** The style sheet of the patient pages: the tokens they use, light and dark by preference, and their own rules. */
export async function patientStyleSheet(): Promise<StyleSheet> {
  const [tokens, frame, controls] = await Promise.all(
    ['ui/tokens.css', 'patient/styles/frame.css', 'patient/styles/controls.css'].map(async (file) =>
      readFile(new URL(file, web), 'utf8'),
    ),
  )
  const rules = `${frame}${controls}`
  const css = compact(`${tokensFor(tokens ?? '', rules)}${rules}`)
  const hash = createHash('sha256').update(css).digest('base64url').slice(0, 12)
  return { css, path: `/p/${hash}.css` }
}

/**
 * The console chooses its scheme by an attribute that a script sets; these pages run without script, so the dark
 * values stand in a media query.
 */
function tokensFor(tokens: string, rules: string): string {
  const light = blockOf(tokens, ':root')
  const dark = blockOf(tokens, ':root[data-mantine-color-scheme="dark"]')
  const used = (block: readonly string[]): string => block.filter((line) => isUsed(line, rules)).join('')
  return `:root{color-scheme:light dark;${used(light)}}@media (prefers-color-scheme:dark){:root{${used(dark)}}}`
}

/** The declarations of the first rule with exactly this selector. */
function blockOf(css: string, selector: string): readonly string[] {
  const start = css.split('\n').indexOf(`${selector} {`)
  if (start === -1) throw new Error(`web/ui/tokens.css has no rule ${selector}`)
  const lines = css.split('\n').slice(start + 1)
  return lines.slice(0, lines.indexOf('}')).map((line) => line.trim())
}

function isUsed(declaration: string, rules: string): boolean {
  const name = /^(--[\w-]+):/.exec(declaration)?.[1]
  return name !== undefined && rules.includes(`var(${name})`)
}

function compact(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/\s*([{};])\s*/g, '$1')
    .trim()
}
