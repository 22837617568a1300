import { describe, expect, it } from 'vitest'
import { createRedactor } from '../../../src/profiles/redact.ts'
import { generateRsaPair } from '../../../src/sdk/crypto.ts'

describe('redaction', () => {
  it('hides a secret in every form it comes by', () => {
    const redactor = createRedactor()
    const secret = 'p@ss/word+1'
    redactor.add(secret)
    const forms = [
      secret,
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64'),
      Buffer.from(secret).toString('hex'),
    ]
    for (const form of forms) expect(redactor.mask(`x ${form} y`)).toBe('x •••••• y')
  })

  it('hides each line of a private key', () => {
    const redactor = createRedactor()
    const { privateKey } = generateRsaPair()
    redactor.add(privateKey)
    const line = privateKey.split('\n')[3] as string
    expect(redactor.mask(`key line: ${line}`)).not.toContain(line)
    expect(redactor.mask(JSON.stringify({ privateKey }))).not.toContain(line)
  })

  it('leaves other text alone', () => {
    const redactor = createRedactor()
    redactor.add('abc')
    expect(redactor.mask('abcdef')).toBe('abcdef')
  })
})
