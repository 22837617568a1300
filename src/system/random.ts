import { randomBytes } from 'node:crypto'
import type { Random } from '../sdk/http.ts'

export const systemRandom: Random = { bytes: (size) => randomBytes(size) }
