import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { encodePack, openPack } from '../../../src/spec/pack.ts'
import { tempDir } from '../../support/temp-dir.ts'

it('gives back every text by its key, and nothing for other keys', () => {
  const folder = tempDir()
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string(), { maxKeys: 200 }), fc.string(), (values, other) => {
      const file = join(folder, 'x.index')
      writeFileSync(file, encodePack(new Map(Object.entries(values))))
      const pack = openPack(file)
      try {
        for (const [key, text] of Object.entries(values)) expect(pack.get(key)).toBe(Buffer.from(text).toString())
        if (!Object.hasOwn(values, other)) expect(pack.get(other)).toBeUndefined()
      } finally {
        pack.close()
      }
    }),
    { numRuns: 60, seed: 1 },
  )
})
