import { faultBroken, faultCodeUnknown, faultKindUnknown } from '../../errors/catalog/faults.ts'
import { IntegError } from '../../errors/integ-error.ts'
import type { Connector } from '../../sdk/connector.ts'
import type { HttpRequest } from '../../sdk/http.ts'
import { nearest } from '../../text/nearest.ts'
import type { ProblemFacts } from '../problem-answer.ts'
import { effectWords, isCallEffect, isEventEffect, type CallEffect, type EventEffect } from './effect.ts'
import { knowsCode } from './make-fault.ts'
import { parseEffect } from './parse-effect.ts'
import type { Strike } from './store.ts'

/** A request that asks for faults itself; no real platform knows this header. */
export const FAULT_HEADER = 'integ-fault'

export interface Asked {
  readonly call: readonly Strike<CallEffect>[]
  /** For the events of this call. */
  readonly events: readonly Strike<EventEffect>[]
}

const NOTHING: Asked = { call: [], events: [] }

/**
 * `integ-fault: latency=2000, error=ACQ.SYSTEM_ERROR`, and `timeout;when=after` for an answer that is lost after the
 * work was done. A problem: why it cannot be read.
 */
export function askedFaults(connector: Connector, request: HttpRequest): Asked | { readonly problem: ProblemFacts } {
  const given = request.headers[FAULT_HEADER]
  if (given === undefined || given.trim() === '') return NOTHING
  try {
    const strikes = given
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '')
      .map((one) => strikeOf(one, connector))
    return {
      // `bad-signature` is about the answer here; the events of a call are its own.
      call: strikes.filter((one): one is Strike<CallEffect> => isCallEffect(one.effect)),
      events: strikes.filter(
        (one): one is Strike<EventEffect> => isEventEffect(one.effect) && !isCallEffect(one.effect),
      ),
    }
  } catch (error) {
    if (!(error instanceof IntegError)) throw error
    const wrong: readonly string[] = [faultBroken, faultCodeUnknown, faultKindUnknown].map(({ entry }) => entry.code)
    if (!wrong.includes(error.code)) throw error
    return { problem: problemOf(error) }
  }
}

function strikeOf(given: string, connector: Connector): Strike {
  const [spelt = '', ...parameters] = given.split(';').map((part) => part.trim())
  const effect = parseEffect(spelt)
  if (effect.kind === 'error' && !knowsCode(connector, effect.code)) {
    const known = connector.explanations().map(({ code }) => code)
    throw faultCodeUnknown({ code: effect.code, connectors: [connector.id], nearest: nearest(effect.code, known) })
  }
  const when = parameters[0] ?? 'when=before'
  if (parameters.length > 1 || !/^when=(before|after)$/.test(when))
    throw faultBroken({
      given,
      expected: { en: 'behind ";" stands when=before or when=after', zh: '“;”后面只能是 when=before 或 when=after' },
      example: effectWords(effect),
    })
  return { effect, when: when === 'when=after' ? 'after' : 'before' }
}

function problemOf(error: IntegError): ProblemFacts {
  const hints = error.hints.map(({ text }) => text)
  return {
    status: 400,
    code: error.code,
    title: { en: `The header ${FAULT_HEADER} cannot be used`, zh: `无法使用请求头 ${FAULT_HEADER}` },
    detail: {
      en: [error.text.en, ...hints.map(({ en }) => en)].join(' '),
      zh: [error.text.zh, ...hints.map(({ zh }) => zh)].join(''),
    },
  }
}
