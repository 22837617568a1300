import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, relative } from 'node:path'
import { findPaths } from '../system/paths.ts'

/** Other sites may neither frame, open nor embed what comes from here. */
export const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
}

const CONTENT_SECURITY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** Answers a request for the inspector or one of its files; false when it is for something else. */
export type AnswerPage = (incoming: IncomingMessage, outgoing: ServerResponse) => boolean

/** The built inspector, read once when first asked for: no request ever names a file. It holds no secret. */
export function inspectorPage(folder = join(findPaths({}).packageRoot, 'dist', 'inspector')): AnswerPage {
  let files: ReadonlyMap<string, Buffer> | undefined
  return (incoming, outgoing) => {
    const path = (incoming.url ?? '').split('?')[0] ?? ''
    const isOurs = path === '/' || path.startsWith('/inspector/')
    if (!isOurs || (incoming.method !== 'GET' && incoming.method !== 'HEAD')) return false
    files ??= readAll(folder)
    const found = files.get(path === '/' ? '/index.html' : path)
    const body = found ?? Buffer.from(path === '/' ? NOT_BUILT : '')
    outgoing.writeHead(found || path === '/' ? 200 : 404, {
      ...ISOLATED,
      'content-type': found ? (TYPES[extname(path)] ?? TYPES['.html']) : 'text/plain; charset=utf-8',
      'content-length': body.byteLength,
      'content-security-policy': CONTENT_SECURITY,
      'x-content-type-options': 'nosniff',
      // The names of scripts and styles change with what is in them.
      'cache-control': path === '/' ? 'no-store' : 'private, max-age=86400',
    })
    outgoing.end(incoming.method === 'HEAD' ? undefined : body)
    return true
  }
}

const NOT_BUILT = 'The inspector was not built: npm run build\n检查器尚未构建：npm run build\n'

function readAll(folder: string): ReadonlyMap<string, Buffer> {
  if (!existsSync(folder)) return new Map()
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(
    names.map(({ name, parentPath }) => {
      const file = join(parentPath, name)
      return [`/${relative(folder, file).replaceAll('\\', '/')}`, readFileSync(file)] as const
    }),
  )
}
