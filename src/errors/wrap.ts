import { bug, cancelled } from './catalog/terminal.ts'
import { diskFull, notPermitted } from './catalog/filesystem.ts'
import type { IntegError } from './integ-error.ts'

/** Whatever was thrown → an error of the catalogue. Foreign errors are never inspected: they carry secrets in their members. */
export function toIntegError(error: unknown): IntegError {
  const { name, code, message, path } = (error ?? {}) as {
    name?: string
    code?: string
    message?: string
    path?: string
  }
  if (name === 'ExitPromptError' || name === 'AbortPromptError' || code === 'ABORT_ERR' || name === 'AbortError')
    return cancelled({}, { cause: error })
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return notPermitted({ path: path ?? '?' }, { cause: error })
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull({ path: path ?? '?' }, { cause: error })
  return bug({ what: message ?? String(error) }, { cause: error })
}
