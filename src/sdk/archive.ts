import { unzipSync, zipSync } from 'fflate'

/** Archives, as platforms hand out bills in them. Loaded when asked for. */
export interface ArchivedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** A zip with the files in their order. `at`: the time they carry, milliseconds since the epoch; zip knows 1980 to 2099. */
export function zip(files: readonly ArchivedFile[], at: number): Uint8Array {
  const mtime = Math.min(Math.max(at, Date.UTC(1980, 0, 2)), Date.UTC(2099, 11, 30))
  return zipSync(Object.fromEntries(files.map(({ name, bytes }) => [name, [bytes, { mtime, level: 6 }]])))
}

export function unzip(bytes: Uint8Array): readonly ArchivedFile[] {
  return Object.entries(unzipSync(bytes)).map(([name, content]) => ({ name, bytes: content }))
}
