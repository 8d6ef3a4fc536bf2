// Months overdue, or months without a visit where nothing clinical is due (MISSION A4). One patient is in one of them at most.

import { inactivityBands, overdueBands } from '../../recall/rules/bands.ts'

export const lapseBands = [...overdueBands, ...inactivityBands] as const
export type LapseBand = (typeof lapseBands)[number]
