import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { build } from 'rolldown'

/** Bundles `child.ts`, lets it write into `folder`, and kills it once it has acknowledged `lines` lines. */
export async function writeUntilKilled(
  folder: string,
  lines: number,
): Promise<{ readonly pid: number; readonly told: readonly string[] }> {
  const file = join(folder, 'child.mjs')
  await build({
    input: join(import.meta.dirname, 'child.ts'),
    platform: 'node',
    output: { file, format: 'esm', codeSplitting: false },
    logLevel: 'silent',
  })
  const child = spawn(process.execPath, [file, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
    if (output.split('\n').length > lines) child.kill('SIGKILL')
  })
  await new Promise((resolve) => child.once('close', resolve))
  return { pid: child.pid ?? 0, told: output.split('\n').slice(0, -1) }
}
