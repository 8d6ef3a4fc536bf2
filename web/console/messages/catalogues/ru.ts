import { joinAreas } from './join-areas.ts'

export const messages = joinAreas(import.meta.glob('../*/ru.json', { eager: true, import: 'default' }))
