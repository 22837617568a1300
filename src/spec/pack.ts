import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { indexBroken } from '../errors/catalog/connector.ts'

/*
 * A file of texts by key, made to read one of them without the rest:
 *   header   8 bytes magic, then version, slots, entries and file length as 32-bit little endian
 *   slots    hash, offset, length of a record each; offset 0: empty. Linear probing, at most half full
 *   records  16-bit length of the key, the key, the text
 */
const MAGIC = 'INTEGIDX'
const VERSION = 1
const HEADER = 24
const SLOT = 12
/** Slots read at once: a probe longer than this is rare in a table half empty. */
const WINDOW = 8

export interface Pack {
  get(key: string): string | undefined
  close(): void
}

export function encodePack(entries: ReadonlyMap<string, string>): Buffer {
  let slots = 8
  while (slots < entries.size * 2) slots *= 2
  const records: Buffer[] = []
  const table = Buffer.alloc(slots * SLOT)
  let offset = HEADER + table.length
  for (const [key, text] of entries) {
    const name = Buffer.from(key)
    const record = Buffer.concat([Buffer.alloc(2), name, Buffer.from(text)])
    record.writeUInt16LE(name.length, 0)
    let slot = hash(name) % slots
    while (table.readUInt32LE(slot * SLOT + 4) !== 0) slot = (slot + 1) % slots
    table.writeUInt32LE(hash(name), slot * SLOT)
    table.writeUInt32LE(offset, slot * SLOT + 4)
    table.writeUInt32LE(record.length, slot * SLOT + 8)
    records.push(record)
    offset += record.length
  }
  const header = Buffer.alloc(HEADER)
  header.write(MAGIC, 0, 'latin1')
  for (const [index, value] of [VERSION, slots, entries.size, offset].entries())
    header.writeUInt32LE(value, 8 + index * 4)
  return Buffer.concat([header, table, ...records])
}

/** Opens at once and checks the head, so that a cut or foreign file is told before anything is read from it. */
export function openPack(file: string): Pack {
  const descriptor = open(file)
  const header = Buffer.alloc(HEADER)
  const read = readSync(descriptor, header, 0, HEADER, 0)
  const slots = header.readUInt32LE(12)
  const sound =
    read === HEADER &&
    header.toString('latin1', 0, 8) === MAGIC &&
    header.readUInt32LE(8) === VERSION &&
    header.readUInt32LE(20) === fstatSync(descriptor).size
  if (!sound) {
    closeSync(descriptor)
    throw indexBroken({ file })
  }
  let closed = false
  const find = (name: Buffer): readonly [offset: number, length: number] | undefined => {
    const wanted = hash(name)
    const window = Buffer.alloc(WINDOW * SLOT)
    let slot = wanted % slots
    let first = slot
    let count = 0
    for (let probes = 0; probes < slots; probes++, slot = (slot + 1) % slots) {
      if (slot < first || slot >= first + count) {
        first = slot
        count = Math.min(WINDOW, slots - slot)
        readSync(descriptor, window, 0, count * SLOT, HEADER + first * SLOT)
      }
      const at = (slot - first) * SLOT
      const offset = window.readUInt32LE(at + 4)
      if (offset === 0) return undefined
      if (window.readUInt32LE(at) !== wanted) continue
      if (keyAt(offset, name.length)?.equals(name) === true) return [offset, window.readUInt32LE(at + 8)]
    }
    return undefined
  }
  const keyAt = (offset: number, length: number): Buffer | undefined => {
    const key = Buffer.alloc(2 + length)
    readSync(descriptor, key, 0, key.length, offset)
    return key.readUInt16LE(0) === length ? key.subarray(2) : undefined
  }
  return {
    get(key) {
      const name = Buffer.from(key)
      const found = find(name)
      if (!found) return undefined
      const start = 2 + name.length
      const text = Buffer.alloc(found[1] - start)
      readSync(descriptor, text, 0, text.length, found[0] + start)
      return text.toString('utf8')
    },
    close() {
      if (!closed) closeSync(descriptor)
      closed = true
    },
  }
}

function open(file: string): number {
  try {
    return openSync(file, 'r')
  } catch (cause) {
    throw indexBroken({ file }, { cause })
  }
}

/** FNV-1a, 32 bits. */
function hash(bytes: Uint8Array): number {
  let value = 0x811c9dc5
  for (const byte of bytes) value = Math.imul(value ^ byte, 0x01000193) >>> 0
  return value
}
