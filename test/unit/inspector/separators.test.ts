import { describe, it } from 'vitest'
import { separators } from '../../../src/inspector/requests/separators.ts'

describe('what stands between the parts of a signed text', () => {
  it('is found where it is invisible, and only there', ({ expect }) => {
    const lines = [['method', 'GET'], ['path', '/v3/a'], ['nonce', 'n'], ['body', '']] as const // prettier-ignore
    expect(separators('GET\n/v3/a\nn\n\n', lines)).toEqual(['\n', '\n', '\n', '\n'])
    expect(separators('a=1&b=2', [['a', '1'], ['b', '2']])).toEqual(['', '']) // prettier-ignore
  })
})
