import { describe, expect, it } from 'vitest'
import { openSandbox, outcome, run, simulator } from './bench.ts'

const NAME = 'alipay.open.mini.version'
const VERSION = { app_version: '0.0.1' }
const REVIEW = { version_desc: 'The first version: a shop with orders and refunds.', region_type: 'CHINA' }

function world() {
  const sandbox = openSandbox()
  const call = (name: string, body: object = {}) => run(sandbox.simulation, `${NAME}.${name}`, { ...VERSION, ...body })
  const act = (name: string, params: Readonly<Record<string, string>> = {}) =>
    simulator.actions![name]!.run(sandbox.simulation, { ...VERSION, ...params })
  const status = (version = '0.0.1') => call('detail.query', { app_version: version })['status']
  return { sandbox, call, act, status }
}

describe('a mini program version', () => {
  it('lives from upload over review and gray release to its end', () => {
    const { sandbox, call, act, status } = world()
    expect(call('upload', { template_id: 'T' })).toMatchObject({ build_status: '0' })
    sandbox.wait(10_000)
    expect(call('build.query')).toMatchObject({ build_status: '6', version_created: 'true' })
    expect(status()).toBe('INIT')
    expect(outcome(call('audit.apply', REVIEW))).toBe('10000')
    expect(status()).toBe('AUDITING')
    void act('platform.reject-version', { reason: 'no privacy notice' })
    expect(call('detail.query')).toMatchObject({ status: 'AUDIT_REJECT', reject_reason: 'no privacy notice' })
    call('audit.apply', REVIEW)
    void act('platform.approve-version')
    expect(sandbox.emitted.map(({ type }) => type)).toEqual([
      'alipay.open.mini.version.audit.rejected',
      'alipay.open.mini.version.audit.passed',
    ])
    call('gray.online', { gray_strategy: 'p10' })
    expect(status()).toBe('GRAY')
    call('online')
    expect(status()).toBe('RELEASE')
    call('offline')
    expect(status()).toBe('OFFLINE')
  })

  it('replaces the released one, and can be rolled back', () => {
    const { call, act, status } = world()
    for (const app_version of ['0.0.1', '0.0.2']) {
      call('upload', { app_version })
      call('audit.apply', { app_version, ...REVIEW })
      void act('platform.approve-version', { app_version })
      call('online', { app_version })
    }
    expect([status('0.0.1'), status('0.0.2')]).toEqual(['OFFLINE', 'RELEASE'])
    call('rollback', { app_version: '0.0.2' })
    expect([status('0.0.1'), status('0.0.2')]).toEqual(['RELEASE', 'OFFLINE'])
    expect(call('list.query', { version_status: 'RELEASE' })).toMatchObject({ app_versions: ['0.0.1'] })
  })

  it.each([
    ['online', {}],
    ['offline', {}],
    ['audit.cancel', {}],
    ['gray.online', { gray_strategy: 'p10' }],
    ['upload', { app_version: '1' }],
    ['audit.apply', { ...REVIEW, version_desc: 'short' }],
  ])('refuses %s from the wrong state or with wrong data', (name, body) => {
    const { call } = world()
    call('upload')
    expect(outcome(call(name, body))).toBe('INVALID_PARAMETER')
  })
})
