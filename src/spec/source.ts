import { existsSync, realpathSync, statSync } from 'node:fs'
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path'
import { documentReference, documentShape } from '../errors/catalog/connector.ts'
import type { Text } from '../text/text.ts'
import { type ParseText, readText } from './parse.ts'
import { encodeToken, isRecord, memberOf, tokensOf } from './pointer.ts'
import { decodePercent } from '../text/percent.ts'

/** A value and where it stands: needed to follow its references and to say where it is wrong. */
export interface Node {
  readonly value: unknown
  /** Path below the folder with `/`; empty for the root document. */
  readonly file: string
  readonly pointer: string
}

/** The files of one document, read when a reference asks for them. Nothing outside the folder, nothing from the network. */
export interface Source {
  readonly root: Node
  child(node: Node, key: string): Node
  /** The members of an object or a list; none for anything else. */
  children(node: Node): readonly (readonly [key: string, child: Node])[]
  /** What a reference at a place stands for; throws `document-reference`. */
  target(ref: string, from: Node): Node
  /** Follows references until there is none. */
  deref(node: Node): Node
  /** A name for a place that is the same wherever it is referred to from. */
  keyOf(node: Node): string
  /** Absolute paths read so far. */
  files(): readonly string[]
  wrong(node: Node, en: string, zh: string): Error
}

export interface SourceOptions {
  readonly file: string
  /** References may not leave it. */
  readonly folder: string
  readonly parse: ParseText
  readonly lineOf?: (text: string, pointer: string) => number | undefined
}

/** Lines are found by a second, slow reading of the text: for the first complaints, and not in huge files. */
const LINE_LIMIT = 2_000_000
const LINES_WANTED = 3

export function createSource(options: SourceOptions): Source {
  const folder = realpathSync(options.folder)
  const rootPath = realpathSync(options.file)
  const loaded = new Map<string, { value: unknown; path: string }>()
  const label = (file: string) => (file === '' ? relative(folder, rootPath).split(sep).join('/') : file)
  const pathOf = (file: string) => (file === '' ? rootPath : resolve(folder, file))

  const load = (file: string): unknown => {
    const known = loaded.get(file)
    if (known) return known.value
    const path = pathOf(file)
    const value = options.parse(readText(path, label(file)), label(file))
    loaded.set(file, { value, path })
    return value
  }

  let lines = 0
  const place = (node: Node) => {
    const text =
      options.lineOf && lines++ < LINES_WANTED && loaded.has(node.file)
        ? readText(pathOf(node.file), label(node.file))
        : undefined
    const line = text !== undefined && text.length < LINE_LIMIT ? options.lineOf?.(text, node.pointer) : undefined
    return { file: label(node.file), pointer: node.pointer, line }
  }
  const wrong = (node: Node, en: string, zh: string) => documentShape({ ...place(node), expected: { en, zh } })
  const broken = (ref: string, from: Node, reason: Text, root = false) =>
    documentReference({ ...place(from), ref, reason, root })

  const child = (node: Node, key: string): Node => ({
    value: memberOf(node.value, key),
    file: node.file,
    pointer: `${node.pointer}/${encodeToken(key)}`,
  })

  const findFile = (ref: string, name: string, from: Node): string => {
    if (/^[a-z][a-z0-9+.-]+:/i.test(name) || name.startsWith('//'))
      throw broken(ref, from, {
        en: 'leads to an address, and no network is used',
        zh: '指向网络地址，而此处不访问网络',
      })
    const base = dirname(pathOf(from.file))
    for (const candidate of new Set([name, decodePercent(name), name.replace(/\?.*$/, '')])) {
      const path = resolve(base, candidate)
      if (isAbsolute(candidate) || outside(folder, path))
        throw broken(ref, from, { en: 'leaves the folder of the document', zh: '超出了文档所在文件夹' }, true)
      if (!existsSync(path) || !statSync(path).isFile()) continue
      const real = realpathSync(path)
      if (outside(folder, real))
        throw broken(ref, from, { en: 'leaves the folder of the document', zh: '超出了文档所在文件夹' }, true)
      return real === rootPath ? '' : relative(folder, real).split(sep).join('/')
    }
    throw broken(ref, from, { en: `names a file that is not there`, zh: '指向不存在的文件' })
  }

  const walk = (start: Node, tokens: readonly string[], hops: number): Node | undefined => {
    let node = start
    for (const token of tokens) {
      // A pointer may lead through a reference: `#/components/schemas/A/properties/x` where A is one.
      const through = memberOf(node.value, token) === undefined && isReference(node.value) && hops < 32
      if (through) node = source.deref(node)
      node = child(node, token)
      if (node.value === undefined) return undefined
    }
    return node
  }

  const target = (ref: string, from: Node, hops = 0): Node => {
    const byId = findById(ref, from)
    if (byId) return byId
    const cut = ref.indexOf('#')
    const name = cut === -1 ? ref : ref.slice(0, cut)
    const fragment = cut === -1 ? '' : ref.slice(cut + 1)
    const file = name === '' ? from.file : findFile(ref, name, from)
    const root: Node = { value: load(file), file, pointer: '' }
    for (const text of new Set([fragment, decodePercent(fragment)])) {
      const found = text === '' ? root : text.startsWith('/') ? walk(root, tokensOf(text), hops) : findNamed(root, text)
      if (found) return found
    }
    throw broken(ref, from, { en: 'leads to nothing', zh: '指向的内容不存在' })
  }

  /** `File.yaml#Name` is not a JSON Pointer, yet documents have it: a member, a definition or an anchor of that name. */
  const findNamed = (root: Node, name: string): Node | undefined =>
    walk(root, tokensOf(`/${name}`), 0) ??
    walk(root, ['definitions', name], 0) ??
    walk(root, ['components', 'schemas', name], 0) ??
    identifiers(root.file).get(`#${name}`)

  const ids = new Map<string, Map<string, Node>>()
  const identifiers = (file: string): Map<string, Node> => {
    const known = ids.get(file)
    if (known) return known
    const found = new Map<string, Node>()
    ids.set(file, found)
    collectIds({ value: load(file), file, pointer: '' }, found, child)
    return found
  }
  const findById = (ref: string, from: Node): Node | undefined => {
    if (!/^[a-z][a-z0-9+.-]+:/i.test(ref)) return undefined
    const cut = ref.indexOf('#')
    const [id, fragment] = cut === -1 ? [ref, ''] : [ref.slice(0, cut), ref.slice(cut + 1)]
    const base = identifiers(from.file).get(id) ?? identifiers('').get(id)
    if (!base || fragment === '') return base
    return fragment.startsWith('/') ? walk(base, tokensOf(fragment), 0) : undefined
  }

  const deref = (node: Node): Node => {
    let current = node
    for (let hops = 0; isReference(current.value); hops++) {
      if (hops > 32)
        throw broken((current.value as { $ref: string }).$ref, current, {
          en: 'leads back to itself',
          zh: '最终指回自身',
        })
      current = target((current.value as { $ref: string }).$ref, current, hops)
    }
    return current
  }

  const source: Source = {
    root: { value: load(''), file: '', pointer: '' },
    child,
    children: (node) =>
      typeof node.value === 'object' && node.value !== null
        ? Object.keys(node.value).map((key) => [key, child(node, key)] as const)
        : [],
    target: (ref, from) => target(ref, from),
    deref,
    keyOf: (node) => `${node.file}#${node.pointer}`,
    files: () => [...loaded.values()].map((entry) => entry.path),
    wrong,
  }
  return source
}

export function isReference(value: unknown): value is { readonly $ref: string } {
  return isRecord(value) && typeof value['$ref'] === 'string'
}

function outside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)
}

function collectIds(node: Node, found: Map<string, Node>, child: (node: Node, key: string) => Node): void {
  if (typeof node.value !== 'object' || node.value === null) return
  for (const [key, value] of Object.entries(node.value)) {
    if (typeof value === 'string') {
      if (key === '$id' || key === '$self') found.set(value.replace(/#$/, ''), node)
      if (key === '$anchor' || key === '$dynamicAnchor') found.set(`#${value}`, node)
    } else collectIds(child(node, key), found, child)
  }
}
