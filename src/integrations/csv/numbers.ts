// Countries where 1,234 is one thousand two hundred and thirty-four; everywhere else it is a little more than one.
const pointCountries = new Set(
  'AU BD CA CN GB HK IE IL IN JP KE KR LK MM MT MX MY NG NP NZ PH PK SG TH TW US ZA ZW'.split(' '),
)

/** A figure as people write it in a country: "12,5", "1 234.5", "-0.4". Null: something else stands there. */
export function readNumber(text: string, country: string): number | null {
  const plain = text.replace(/[\s\u00a0\u202f'’]/g, '').replace('\u2212', '-')
  if (!/^[+-]?[\d.,]+(e[+-]?\d{1,3})?$/i.test(plain)) return null
  const value = Number(withPoint(plain, country))
  return Number.isFinite(value) ? value : null
}

/** With one decimal point and no marks between thousands; what is neither is no number to Number. */
function withPoint(text: string, country: string): string {
  const comma = text.lastIndexOf(',')
  const point = text.lastIndexOf('.')
  if (comma === -1) return isGrouped(text, '.') ? text.replaceAll('.', '') : text
  if (point !== -1) {
    // Both stand there: the last one is the decimal one.
    const isComma = comma > point
    return text.replaceAll(isComma ? '.' : ',', '').replace(',', '.')
  }
  const isThousands =
    isGrouped(text, ',') || (pointCountries.has(country) && /^[+-]?\d{1,3},\d{3}$/.test(text))
  return isThousands ? text.replaceAll(',', '') : text.replace(',', '.')
}

/** Marks thousands for certain: it stands there twice or more, three figures apart. */
function isGrouped(text: string, mark: ',' | '.'): boolean {
  const pattern = mark === ',' ? /^[+-]?\d{1,3}(,\d{3}){2,}$/ : /^[+-]?\d{1,3}(\.\d{3}){2,}$/
  return pattern.test(text)
}
