import { setTimeout as sleep } from 'node:timers/promises'
import type { HttpResponse } from '../../sdk/http.ts'
import type { Refusal } from '../../sdk/simulator.ts'
import { faultRefusal } from '../fault-refusal.ts'
import type { Platform } from '../platform.ts'
import type { CallEffect } from './effect.ts'
import { chance, type Strike } from './store.ts'

/** How a fault ends a call in place of the platform. */
export type FaultOutcome =
  | { readonly refusal: Refusal; readonly problem?: never }
  /** As it stands: nobody words or signs it. */
  | { readonly bare: HttpResponse }
  /** No answer at all. */
  | { readonly silent: 'timeout' | 'reset' }

/** Waits out latencies, then tells how the call ends; undefined: it goes on. The first fault that ends it wins. */
export async function strikeCall(
  platform: Platform,
  strikes: readonly Strike<CallEffect>[],
): Promise<FaultOutcome | undefined> {
  for (const { effect } of strikes) {
    if (effect.kind !== 'latency') continue
    const ms = effect.from + Math.floor(chanceOf(platform, effect) * (effect.to - effect.from + 1))
    await sleep(ms, undefined, { signal: platform.faults.ended }).catch(() => undefined)
  }
  for (const { effect } of strikes) {
    const outcome = outcomeOf(platform, effect)
    if (outcome) return outcome
  }
  return undefined
}

/** A fixed latency draws nothing. */
function chanceOf(platform: Platform, { from, to }: { readonly from: number; readonly to: number }): number {
  return from === to ? 0 : chance(platform.random)
}

function outcomeOf({ connector }: Platform, effect: CallEffect): FaultOutcome | undefined {
  switch (effect.kind) {
    case 'timeout':
    case 'reset':
      return { silent: effect.kind }
    case 'status':
      return { bare: bareAnswer(effect.status) }
    case 'unavailable':
      return { refusal: { kind: 'unavailable' } }
    case 'error':
      return { refusal: faultRefusal(connector, effect.code) }
    case 'rate-limit':
      return { refusal: { kind: 'rate-limited' } }
    case 'latency':
    case 'bad-signature':
      return undefined
  }
}

const REASONS: Readonly<Record<number, string>> = {
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
}

/** What gateways answer when they do not reach what is behind them: a page, not the platform's JSON. */
function bareAnswer(status: number): HttpResponse {
  const title = `${status} ${REASONS[status] ?? 'Error'}`
  const page = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`
  return {
    kind: 'response',
    status,
    headers: { 'content-type': 'text/html' },
    body: Buffer.from(page),
  }
}
