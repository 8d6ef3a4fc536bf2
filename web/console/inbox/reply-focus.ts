/** The one field of the page in which an answer is written. */
export const replyFieldId = 'inbox-reply'

/** Puts the cursor where the answer is written, if there is such a place now. */
export function focusReply(): void {
  document.getElementById(replyFieldId)?.focus()
}

let wished: string | null = null

/** Says that the cursor shall be there as soon as the thread is shown. */
export function wishReply(threadId: string): void {
  wished = threadId
}

/** Whether that was wished for this thread; asked once. */
export function takeReplyWish(threadId: string): boolean {
  const isWished = wished === threadId
  if (isWished) wished = null
  return isWished
}
