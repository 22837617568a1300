import { readFileSync } from 'node:fs'
import { basename, extname, resolve } from 'node:path'
import { fileNotReadable } from '../errors/catalog/filesystem.ts'
import type { FilePart } from '../sdk/operation.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.txt': 'text/plain',
  '.csv': 'text/csv',
  '.json': 'application/json',
  '.xml': 'application/xml',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.mp4': 'video/mp4',
  '.zip': 'application/zip',
}

/** A file as it lies there. Throws `file-not-readable`. */
export function readBytes(path: string, cwd: string): Buffer {
  try {
    return readFileSync(resolve(cwd, path))
  } catch (error) {
    throw fileNotReadable({ path, reason: (error as { code?: string }).code ?? 'unreadable' })
  }
}

export function readPart(path: string, cwd: string): FilePart {
  const type = TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream'
  return { fileName: basename(path), type, bytes: readBytes(path, cwd) }
}
