import type { Action, Sdk, Simulation } from '../../../../sdk/index.ts'
import { sandboxBuyer } from '../buyer.ts'
import { behaviourOf, saveBehaviour, setSubscribed, type Behaviour } from './audience.ts'

type Params = Readonly<Record<string, string>>

const USER = {
  name: 'user_id',
  summary: { en: 'The user; default: the buyer of the sandbox.', zh: '用户，默认为沙箱买家。' },
  required: false,
}
const TEMPLATE = { name: 'template_id', summary: { en: 'The message template.', zh: '消息模板 ID。' }, required: true }

/** What users do with a life account and with the messages of a mini program. */
export const messageActions = (sdk: Sdk): Readonly<Record<string, Action>> => {
  const did = (event: 'follow' | 'click' | 'enter_ppchat') => (simulation: Simulation, params: Params) => {
    const user = userOf(sdk, simulation, params)
    const before: Behaviour = behaviourOf(simulation, user) ?? { user_id: user, following: false }
    const following = event === 'follow' ? true : before.following
    return saveBehaviour(simulation, { ...before, following, [event]: simulation.clock.now() })
  }
  const subscribe = (subscribed: boolean) => (simulation: Simulation, params: Params) => {
    const user = userOf(sdk, simulation, params)
    setSubscribed(simulation, user, params['template_id'] ?? '', subscribed)
    return { user_id: user, template_id: params['template_id'] ?? '', subscribed }
  }
  return {
    'user.follow': {
      summary: { en: 'A user follows the life account.', zh: '用户关注生活号。' },
      params: [USER],
      run: did('follow'),
    },
    'user.unfollow': {
      summary: { en: 'A user stops following the life account.', zh: '用户取消关注生活号。' },
      params: [USER],
      run: (simulation, params) => {
        const user = userOf(sdk, simulation, params)
        return saveBehaviour(simulation, { user_id: user, following: false })
      },
    },
    'user.click-menu': {
      summary: { en: 'A user clicks a menu of the life account.', zh: '用户点击生活号菜单。' },
      params: [USER],
      run: did('click'),
    },
    'user.enter-chat': {
      summary: { en: 'A user opens the chat with the life account.', zh: '用户进入生活号会话。' },
      params: [USER],
      run: did('enter_ppchat'),
    },
    'user.subscribe': {
      summary: { en: 'A user subscribes to a message template.', zh: '用户订阅消息模板。' },
      params: [TEMPLATE, USER],
      run: subscribe(true),
    },
    'user.unsubscribe': {
      summary: { en: 'A user unsubscribes from a message template.', zh: '用户退订消息模板。' },
      params: [TEMPLATE, USER],
      run: subscribe(false),
    },
  }
}

function userOf(sdk: Sdk, simulation: Simulation, params: Params): string {
  return params['user_id'] || sandboxBuyer(sdk, simulation.credential).user_id
}
