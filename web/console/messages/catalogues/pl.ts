import { joinAreas } from './join-areas.ts'

export const messages = joinAreas(import.meta.glob('../*/pl.json', { eager: true, import: 'default' }))
