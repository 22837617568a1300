import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CommandSpec } from '../src/cli/command.ts'
import { commands } from '../src/commands/index.ts'
import { errorEntries } from '../src/errors/catalog/index.ts'
import { root, sources } from './support/sources.ts'

const src = sources('src')
const offenders = (pattern: RegExp, except: (path: string) => boolean = () => false) =>
  src.filter(({ path, text }) => !except(path) && pattern.test(text)).map(({ path }) => path)

describe('the house', () => {
  it('throws nothing outside the error catalogue', () => {
    expect(
      offenders(/throw new (?:Error|TypeError|RangeError)\(|new Error\(/, (path) => path.startsWith('src/build/')),
    ).toEqual([])
  })

  it('never ends the process from inside', () => {
    expect(offenders(/process\.exit\(/)).toEqual([])
  })

  it('has no file or folder whose name says nothing', () => {
    expect(
      src.map(({ path }) => path).filter((path) => /(^|\/)(utils?|helpers?|common|shared|misc)(\.|\/)/.test(path)),
    ).toEqual([])
  })

  it('keeps the words of the workshop out of the product', () => {
    const words = /\/work\/|\.library|\bsession 1\b|claude|anthropic/i
    const everywhere = [...src, ...sources('test')].filter(({ path }) => path !== 'test/architecture.test.ts')
    expect(everywhere.filter(({ text }) => words.test(text)).map(({ path }) => path)).toEqual([])
  })

  it('has only what belongs at the top', () => {
    const allowed =
      /^(bin|src|templates|test|dist|node_modules|coverage|package(-lock)?\.json|tsconfig\.json|README\.md|LICENSE|CHANGELOG\.md|CONTRIBUTING\.md|knip\.json|(tsdown|vitest)\.config\.ts|\..*)$/
    expect(readdirSync(root).filter((name) => !allowed.test(name))).toEqual([])
  })
})

describe('the entry', () => {
  /** Static imports only; `import type` and `import()` load nothing at the start. */
  function closure(file: string, seen = new Set<string>()): Set<string> {
    if (seen.has(file)) return seen
    seen.add(file)
    const text = readFileSync(join(root, file), 'utf8')
    for (const [, names, target] of text.matchAll(
      /^(?:import|export) (?!type )([^'\n]*(?:\n[^'\n]*)*?)from '([^']+)'/gm,
    )) {
      const onlyTypes = /^\{(?:\s*type [^,}]+,?)+\s*\}\s*$/.test((names ?? '').trim())
      if (target?.startsWith('.') && !onlyTypes) closure(resolve('/', dirname(file), target).slice(1), seen)
      else if (target && !target.startsWith('.') && !onlyTypes) seen.add(target)
    }
    return seen
  }

  it('knows names, not code', () => {
    const loaded = [...closure('src/main.ts')]
    const allowed = [
      /^src\/main\.ts$/,
      /^src\/cli\/(run|program|options|exit-codes|command|groups)\.ts$/,
      /^src\/commands\/index\.ts$/,
      /^src\/commands\/([a-z-]+\/)+command\.ts$/,
      /^src\/errors\/(integ-error|catalog\/usage|catalog\/terminal)\.ts$/,
      /^src\/profiles\/redact\.ts$/,
      /^src\/text\//,
      /^src\/system\/interruption\.ts$/,
      /^src\/ui\/terminal\.ts$/,
      /^(commander|node:os|node:tty)$/,
    ]
    expect(loaded.filter((file) => !allowed.some((pattern) => pattern.test(file)))).toEqual([])
    expect(loaded).toContain('src/cli/program.ts')
  })

  it('stays small once bundled', () => {
    const LIMIT = 140_000
    const dist = join(root, 'dist')
    const seen = new Set<string>()
    const visit = (file: string): number => {
      if (seen.has(file)) return 0
      seen.add(file)
      const text = readFileSync(file, 'utf8')
      // What is loaded later stands behind an arrow.
      const imports = [...text.matchAll(/(?<!=>)\brequire\(["'`](\.[^"'`]+)["'`]\)/g)].map(([, target]) =>
        resolve(dirname(file), target ?? ''),
      )
      return statSync(file).size + imports.reduce((sum, target) => sum + visit(target), 0)
    }
    expect(existsSync(join(dist, 'main.cjs'))).toBe(true)
    expect(visit(join(dist, 'main.cjs'))).toBeLessThan(LIMIT)
  })
})

describe('what a person reads', () => {
  const all = (specs: readonly CommandSpec[], path = ''): (readonly [string, CommandSpec])[] =>
    specs.flatMap((spec) => [
      [`${path}${spec.name}`, spec] as const,
      ...all(spec.subcommands ?? [], `${path}${spec.name} `),
    ])

  it('is written in Chinese where it claims to be', () => {
    const chinese = /[\u4e00-\u9fff]/
    const missing = all(commands).flatMap(([path, spec]) =>
      [
        spec.summary,
        ...(spec.args ?? []).map((one) => one.summary),
        ...(spec.options ?? []).map((one) => one.summary),
        ...(spec.examples ?? []).map((one) => one.summary),
      ]
        .filter((text) => !chinese.test(text.zh) && text.zh !== text.en)
        .map((text) => `${path}: ${text.en}`),
    )
    expect(missing).toEqual([])
  })

  it('has one explanation per error code', () => {
    const codes = errorEntries().map(({ code }) => code)
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([])
    expect(codes.filter((code) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(code))).toEqual([])
    expect(errorEntries().filter(({ title, cause }) => !/[\u4e00-\u9fff]/.test(title.zh + cause.zh))).toEqual([])
  })

  it('names only commands that exist', () => {
    const known = new Set(all(commands).map(([path]) => path.split(' ')[0]))
    // A command to copy starts its text, or stands behind npx; prose about integ does not.
    const said = src
      .filter(({ path }) => path.startsWith('src/errors/catalog/') || path.endsWith('/command.ts'))
      .flatMap(({ path, text }) =>
        [...text.matchAll(/command: ['"`](?:npx )?integ ([a-z]+)\b/g)].map(([, name]) => ({ path, name: name ?? '' })),
      )
    expect(said.length).toBeGreaterThan(20)
    expect(said.filter(({ name }) => !known.has(name))).toEqual([])
  })
})
