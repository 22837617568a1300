import { describe, expect, it } from 'vitest'
import type { Json } from '../../../src/sdk/index.ts'
import { MINUTE, DAY, openSandbox, outcome, run, simulator } from './bench.ts'

const USER = '2088000000000001'

function world() {
  const sandbox = openSandbox()
  const call = (id: string, body: Json) => run(sandbox.simulation, id, body)
  const act = (name: string, params: Readonly<Record<string, string>> = {}) =>
    simulator.actions![name]!.run(sandbox.simulation, { user_id: USER, ...params })
  return { sandbox, call, act }
}

describe('subscription messages', () => {
  const ID = 'alipay.open.app.mini.templatemessage.send'
  const MESSAGE = {
    to_user_id: USER,
    user_template_id: 'T1',
    page: 'pages/index/index',
    data: '{"keyword1":{"value":"12:00"}}',
  }

  it('reach the user and stay to be looked at', () => {
    const { sandbox, call } = world()
    expect(call(ID, MESSAGE)).toEqual({ code: '10000', msg: 'Success' })
    expect(sandbox.simulation.state.list('messages')).toMatchObject([{ kind: 'template', to: USER }])
  })

  it.each([
    [{ data: 'keyword1' }, 'DATA_CONTENT_FORMAT_ERROR'],
    [{ data: '' }, 'DATA_IS_EMPTY'],
    [{ to_user_id: '1' }, 'USER_ID_INVALID'],
    [{ page: 'p'.repeat(129) }, 'PAGE_OVER_LIMIT'],
    [{ data: JSON.stringify({ keyword1: { value: 'x'.repeat(21) } }) }, 'USER_KEYWORD_LENGTH_ERROR'],
  ])('refuse %j', (change, code) => {
    expect(outcome(world().call(ID, { ...MESSAGE, ...change }))).toBe(code)
  })

  it('are refused after the user unsubscribed', () => {
    const { call, act } = world()
    void act('user.unsubscribe', { template_id: 'T1' })
    expect(outcome(call(ID, MESSAGE))).toBe('MSG_UNSUBSCRIBED')
    void act('user.subscribe', { template_id: 'T1' })
    expect(outcome(call(ID, MESSAGE))).toBe('10000')
  })
})

describe('a life account', () => {
  const ID = 'alipay.open.public.message.custom.send'
  const TEXT = { to_user_id: USER, msg_type: 'text', text: { content: 'Thank you' } }

  it('answers a follow within five minutes', () => {
    const { sandbox, call, act } = world()
    expect(outcome(call(ID, TEXT))).toBe('MSG_SD_NOBEHAVIOR')
    void act('user.follow')
    sandbox.wait(4 * MINUTE)
    expect(outcome(call(ID, TEXT))).toBe('10000')
    sandbox.wait(2 * MINUTE)
    expect(outcome(call(ID, TEXT))).toBe('MSG_SD_OVER_TIME')
  })

  it('answers an entered chat once a day', () => {
    const { sandbox, call, act } = world()
    void act('user.enter-chat')
    const body = { ...TEXT, event_type: 'enter_ppchat' }
    expect(outcome(call(ID, body))).toBe('10000')
    expect(outcome(call(ID, body))).toBe('MSG_ENTER_EVENT_OVER_LIMIT')
    sandbox.wait(DAY)
    expect(outcome(call(ID, body))).toBe('10000')
  })

  it.each([
    [{ event_type: 'wave' }, 'MSG_SD_EVENT_TYPE_NOT_EXISTS'],
    [{ msg_type: 'video' }, 'MSG_TYPE_ILLEGAL'],
    [{ to_user_id: '' }, 'OPEN_ID_IS_ILLEGAL'],
  ])('refuses %j', (change, code) => {
    const { call, act } = world()
    void act('user.follow')
    expect(outcome(call(ID, { ...TEXT, ...change }))).toBe(code)
  })

  it('sends template messages to followers only', () => {
    const { call, act } = world()
    const body = { to_user_id: USER, template: { template_id: 'T1', context: {} } }
    expect(outcome(call('alipay.open.public.message.single.send', body))).toBe('MSG_SD_NOFOLLOW')
    void act('user.follow')
    expect(outcome(call('alipay.open.public.message.single.send', body))).toBe('10000')
    void act('user.unfollow')
    expect(outcome(call('alipay.open.public.message.single.send', body))).toBe('MSG_SD_NOFOLLOW')
  })
})
