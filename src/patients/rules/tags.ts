// What a tag is: a word or two that staff or a practice system put on a patient.
// - One tag has one writing: lower case, single spaces. "VIP" and "vip " are the same tag.
// - A tag is short: what is longer is a note, and notes are not for lists.

const longestTag = 60

/** The one writing of a tag; null: nothing, or too long to be one. */
export function tagText(text: string): string | null {
  const tag = text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase()
  return tag === '' || tag.length > longestTag ? null : tag
}
