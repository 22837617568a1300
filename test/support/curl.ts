import { spawnSync } from 'node:child_process'

/** Whether this machine has curl; tests that run it are skipped without. */
export const hasCurl = spawnSync('curl', ['--version'], { stdio: 'ignore' }).status === 0
