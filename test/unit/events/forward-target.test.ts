import { describe, expect, it } from 'vitest'
import { checkForwardTarget } from '../../../src/events/forward.ts'
import { eventFilter } from '../../../src/events/patterns.ts'
import { projectEventUrl } from '../../../src/events/connectors.ts'

const code = (work: () => unknown): string | undefined => {
  try {
    work()
    return undefined
  } catch (error) {
    return (error as { code?: string }).code
  }
}

describe('a forward target', () => {
  it.each([
    ['3000', 'http://127.0.0.1:3000/'],
    ['localhost:3000/notify', 'http://localhost:3000/notify'],
    ['http://[::1]:3000/a', 'http://[::1]:3000/a'],
  ])('%s is %s', (given, meant) => {
    expect(checkForwardTarget(given, false).href).toBe(meant)
  })
  it.each(['http://169.254.169.254/', 'http://example.com/notify', 'http://127.0.0.1.example.com/'])(
    '%s is refused',
    (given) => {
      expect(code(() => checkForwardTarget(given, false))).toBe('forward-target-remote')
      expect(checkForwardTarget(given, true).href).toBe(given)
    },
  )
  it.each(['ftp://localhost/', 'nothing', 'javascript:alert(1)'])('%s is no address', (given) => {
    expect(code(() => checkForwardTarget(given, true))).toBe('invalid-value')
  })
  it('comes from the project where there is one', () => {
    expect(projectEventUrl({ url: 'http://localhost:3000/', routes: {}, events: { toy: '/n' } }, 'toy')).toBe(
      'http://localhost:3000/n',
    )
    expect(projectEventUrl({ url: undefined, routes: {}, events: { toy: '/n' } }, 'toy')).toBeUndefined()
  })
})

describe('a pattern of events', () => {
  const known = ['a.b', 'a.c', 'd.e']
  it('takes a star for any characters, and dots as they are', () => {
    const filter = eventFilter(['a.*'], known)
    expect(known.filter(filter)).toEqual(['a.b', 'a.c'])
    expect(eventFilter(['a.b'], known)('aXb')).toBe(false)
  })
  it('that matches nothing is refused', () => {
    expect(code(() => eventFilter(['x.*'], known))).toBe('event-pattern-unknown')
  })
})
