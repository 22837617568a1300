import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { SandboxState } from './types.ts'

/** Whether a sandbox that keeps its state in `folder` could start. Makes nothing. */
export function canStart(folder: string): Exclude<SandboxState, { kind: 'running' }> {
  for (let at = folder; ; at = dirname(at)) {
    if (!existsSync(at) && at !== dirname(at)) continue
    try {
      if (!statSync(at).isDirectory()) return { kind: 'blocked', folder, reason: `${at}: ENOTDIR` }
      accessSync(at, constants.W_OK | constants.X_OK)
      return { kind: 'startable', folder }
    } catch (error) {
      return { kind: 'blocked', folder, reason: `${at}: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}` }
    }
  }
}
