import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { processStart } from '../system/process-identity.ts'

export interface ServedConnector {
  readonly id: string
  readonly url: string
}
/** `sandbox.json`: how other commands find the sandbox that runs on a state folder. */
export interface Published {
  readonly pid: number
  readonly control: string
  readonly token: string
  readonly connectors: readonly ServedConnector[]
  /** ISO 8601. */
  readonly startedAt: string
  /** When the process started, as its system counts; absent where that cannot be told. Added by `publish`. */
  readonly processStart?: string
}

const fileOf = (folder: string): string => join(folder, 'sandbox.json')

export function publish(folder: string, value: Published): void {
  const fresh = `${fileOf(folder)}.${process.pid}.new`
  const started = processStart(value.pid)
  const whole = { ...value, ...(started === undefined ? {} : { processStart: started }) }
  // Never through what stands there already: the token would go to whoever owns it.
  rmSync(fresh, { force: true })
  writeFileSync(fresh, `${JSON.stringify(whole, null, 2)}\n`, { flag: 'wx', mode: 0o600 })
  renameSync(fresh, fileOf(folder))
}

export function unpublish(folder: string): void {
  rmSync(fileOf(folder), { force: true })
}

/** What is published, whether or not it still runs; undefined when there is nothing readable. */
export function readPublished(folder: string): Published | undefined {
  try {
    const value = JSON.parse(readFileSync(fileOf(folder), 'utf8')) as Partial<Published> | null
    return typeof value?.control === 'string' && typeof value.token === 'string' && typeof value.pid === 'number'
      ? (value as Published)
      : undefined
  } catch {
    return undefined
  }
}
