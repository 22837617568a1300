// A place of its own for one benchmark: home, credentials, data and state in a temporary folder, and its sandbox.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bin, onCores, plainEnv } from './processes.mjs'

export function createPlace() {
  const root = mkdtempSync(join(tmpdir(), 'integ-bench-'))
  const env = plainEnv({
    HOME: root,
    INTEG_CONFIG_DIR: join(root, 'config'),
    INTEG_DATA_DIR: join(root, 'data'),
    INTEG_STATE_DIR: join(root, 'state'),
    INTEG_LANG: 'en',
    NO_COLOR: '1',
  })
  const integ = (args, cores) => {
    const line = [process.execPath, bin, ...args]
    const [command, ...rest] = cores === undefined ? line : onCores(cores, line)
    const { status, stdout, stderr } = spawnSync(command, rest, { cwd: root, env, encoding: 'utf8' })
    if (status !== 0) throw new Error(`integ ${args.join(' ')} ended with ${status}: ${stderr}${stdout}`)
    return stdout
  }
  return {
    root,
    bin,
    env,
    integ,
    /** Starts the sandbox in the background, on these cores; returns its ports by connector. */
    startSandbox(args = [], cores) {
      integ(['sandbox', 'start', '--detach', ...args], cores)
      const { connectors } = JSON.parse(readFileSync(join(root, 'state', 'sandbox.json'), 'utf8'))
      return Object.fromEntries(connectors.map(({ id, url }) => [id, Number(new URL(url).port)]))
    },
    control: () => JSON.parse(readFileSync(join(root, 'state', 'sandbox.json'), 'utf8')),
    sandboxPid: () => JSON.parse(readFileSync(join(root, 'state', 'sandbox.json'), 'utf8')).pid,
    stopSandbox: () => integ(['sandbox', 'stop']),
    credential(connector) {
      const { profiles } = JSON.parse(readFileSync(join(root, 'config', 'profiles.json'), 'utf8'))
      return Object.values(profiles).find((one) => one.connector === connector && one.environment === 'local')
        .credential
    },
    remove() {
      if (existsSync(join(root, 'state', 'sandbox.json'))) integ(['sandbox', 'stop'])
      rmSync(root, { recursive: true, force: true })
    },
  }
}
