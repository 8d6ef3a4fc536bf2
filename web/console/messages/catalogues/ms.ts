import { joinAreas } from './join-areas.ts'

export const messages = joinAreas(import.meta.glob('../*/ms.json', { eager: true, import: 'default' }))
