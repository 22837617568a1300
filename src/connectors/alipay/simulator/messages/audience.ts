import type { Json, Simulation } from '../../../../sdk/index.ts'

/** What a user did with a life account, and when (milliseconds since the epoch). */
export type Behaviour = {
  readonly user_id: string
  readonly following: boolean
  readonly follow?: number
  readonly click?: number
  readonly enter_ppchat?: number
  /** Last custom message after enter_ppchat: one a day. */
  readonly answered?: number
}

type State = Pick<Simulation, 'state' | 'credential'>
const keyOf = ({ credential }: State, user: string) => `${credential['app_id'] ?? ''}/${user}`

export function behaviourOf(simulation: State, user: string): Behaviour | undefined {
  return simulation.state.get('life-account-users', keyOf(simulation, user)) as Behaviour | undefined
}

export function saveBehaviour(simulation: State, behaviour: Behaviour): Behaviour {
  simulation.state.put('life-account-users', keyOf(simulation, behaviour.user_id), behaviour as unknown as Json)
  return behaviour
}

/** True until the user unsubscribes. */
export function isSubscribed(simulation: State, user: string, template: string): boolean {
  return simulation.state.get('unsubscribed', `${keyOf(simulation, user)}/${template}`) === undefined
}

export function setSubscribed(simulation: State, user: string, template: string, subscribed: boolean): void {
  const key = `${keyOf(simulation, user)}/${template}`
  if (subscribed) simulation.state.remove('unsubscribed', key)
  else simulation.state.put('unsubscribed', key, { user_id: user, template_id: template })
}
