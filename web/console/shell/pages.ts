import type { ConsolePage } from './console-page.ts'

// The pages that exist, in the order of the menu. A page folder adds its one line here.
export const pages: readonly ConsolePage[] = []
