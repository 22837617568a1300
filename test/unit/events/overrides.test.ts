import { describe, expect, it } from 'vitest'
import { overridePayload, overrideSteps, parseOverride } from '../../../src/events/overrides.ts'
import type { IntegError } from '../../../src/errors/integ-error.ts'

const steps = [
  {
    step: { name: 'order', operation: 'create', params: { no: '${random}', total: '1.00', buyer: { id: 'b1' } } },
    declared: ['no', 'total', 'buyer', 'subject'],
  },
  { step: { name: 'pay', action: 'pay', params: { no: '${order.no}' } }, declared: ['no', 'card'] },
]
const set = (...given: string[]) => overrideSteps('e', steps, given.map(parseOverride)).map(({ params }) => params)
const failure = (work: () => unknown): IntegError => {
  try {
    work()
  } catch (error) {
    return error as IntegError
  }
  throw new TypeError('did not fail')
}

describe('--set', () => {
  it('changes the step that says the value itself, not the one that repeats it', () => {
    expect(set('no=T1')).toEqual([{ no: 'T1', total: '1.00', buyer: { id: 'b1' } }, { no: '${order.no}' }])
  })
  it('reaches a step by its name, and into nested values', () => {
    expect(set('pay.no=T2', 'buyer.id=b2')).toEqual([
      { no: '${random}', total: '1.00', buyer: { id: 'b2' } },
      { no: 'T2' },
    ])
  })
  it('adds a value that the operation declares and the scenario leaves out', () => {
    expect(set('subject=Tea', 'card=c1')[0]).toMatchObject({ subject: 'Tea' })
    expect(set('card=c1')[1]).toMatchObject({ card: 'c1' })
  })
  it('keeps a text a text, and takes JSON behind :=', () => {
    expect(set('total=2')[0]).toMatchObject({ total: '2' })
    expect(set('total:=2')[0]).toMatchObject({ total: 2 })
  })
  it('keeps equals signs of the value', () => {
    expect(set('no=a=b==')[0]).toMatchObject({ no: 'a=b==' })
  })
  it('refuses a path that matches nothing, with the paths there are and the nearest', () => {
    const error = failure(() => set('totl=2'))
    expect(error.code).toBe('override-unknown')
    expect(error.text.en).toContain('order.no, order.total, order.buyer.id, pay.no')
    expect(error.hints[0]?.command).toContain('total')
    expect(failure(() => set('order.nothing.at.all=1')).code).toBe('override-unknown')
    expect(failure(() => set('buyer.name=x')).code).toBe('override-unknown')
  })
  it('refuses a name that several steps have as their own', () => {
    const two = steps.map(({ step, declared }) => ({
      declared,
      step: { ...step, params: { ...step.params, note: 'n' } },
    }))
    expect(failure(() => overrideSteps('e', two, [parseOverride('note=x')]))).toMatchObject({
      code: 'override-ambiguous',
    })
  })
  it.each(['total', '=x', 'a..b=1', 'x:={', '__proto__.x=1'])('refuses %s as unreadable', (given) => {
    expect(failure(() => parseOverride(given)).code).toBe('override-broken')
  })
  it('changes the payload of an example, and nothing that it does not have', () => {
    expect(overridePayload('e', { a: { b: 1 } }, [parseOverride('a.b=2')])).toEqual({ a: { b: 2 } })
    expect(failure(() => overridePayload('e', { a: 1 }, [parseOverride('b=2')])).code).toBe('override-unknown')
  })
})
