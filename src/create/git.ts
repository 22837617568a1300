import type { CommandContext, Env } from '../cli/context.ts'

/** Makes a repository when git is there and the folder is not inside one. Returns whether it did; never fails. */
export async function initRepository(
  root: string,
  ports: Pick<CommandContext, 'env' | 'exec' | 'signal'>,
): Promise<boolean> {
  const exec = await ports.exec()
  const options = {
    cwd: root,
    env: gitEnv(ports.env),
    output: 'capture',
    signal: ports.signal,
    timeoutMs: 10_000,
  } as const
  const inside = await exec.run('git', ['rev-parse', '--is-inside-work-tree'], options)
  if (inside.notFound || inside.code === 0) return false
  return (await exec.run('git', ['init', '--quiet'], options)).code === 0
}

/** Inside a hook these point at another repository; and nobody is there to answer a question of git. */
function gitEnv(env: Env): Env {
  const own = Object.entries(env).filter(([name]) => !/^GIT_(DIR|WORK_TREE|INDEX_FILE|PREFIX)$/.test(name))
  return { ...Object.fromEntries(own), GIT_TERMINAL_PROMPT: '0' }
}
