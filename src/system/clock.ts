import type { Clock } from '../sdk/http.ts'

export const systemClock: Clock = { now: () => Date.now() }
