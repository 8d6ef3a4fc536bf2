/** The one field of the page in which an answer is written. */
export const replyFieldId = 'inbox-reply'

/** Puts the cursor where the answer is written, if there is such a place now. */
export function focusReply(): void {
  document.getElementById(replyFieldId)?.focus()
}
