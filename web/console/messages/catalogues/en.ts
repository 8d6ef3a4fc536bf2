import { joinAreas } from './join-areas.ts'

export const messages = joinAreas(import.meta.glob('../*/en.json', { eager: true, import: 'default' }))
