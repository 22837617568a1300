import { orderNotPlaced } from '../errors/catalog/events.ts'
import { IntegError } from '../errors/integ-error.ts'
import type { OrderDriver } from '../project/project.ts'
import type { ScenarioStep } from '../sdk/check.ts'
import type { HttpRequest, HttpResponse, Json, JsonObject } from '../sdk/http.ts'
import type { HttpClient } from '../system/http.ts'
import { readPath } from './json-path.ts'

/** How a scenario has the integration place the order, in place of a call of its own. */
export interface OwnOrder {
  readonly driver: OrderDriver
  /** Address of the running integration. */
  readonly base: URL
  readonly http: HttpClient
}

export interface PlacedByIntegration {
  readonly id: string
  readonly value: JsonObject
}

/** The request of integration.json's "orders", as it goes to the integration at `base`. */
export function orderRequest(driver: OrderDriver, base: URL): HttpRequest {
  const [method = 'POST', path = '/'] = driver.request.split(' ')
  const body = driver.body === undefined ? '' : JSON.stringify(driver.body)
  const headers = { accept: 'application/json', ...(body === '' ? {} : { 'content-type': 'application/json' }) }
  return { kind: 'request', method, url: new URL(path, base), headers, body: Buffer.from(body) }
}

/**
 * Sends the request of integration.json's "orders" and reads the platform's order number from the answer.
 * Throws `order-not-placed`.
 */
export async function placeOwnOrder(own: OwnOrder): Promise<PlacedByIntegration> {
  const { driver, base, http } = own
  const refuse = (en: string, zh: string, cause?: unknown) =>
    orderNotPlaced({ request: driver.request, url: base.origin, reason: { en, zh } }, { cause })
  let response: HttpResponse
  try {
    response = await http.send(orderRequest(driver, base))
  } catch (error) {
    if (!(error instanceof IntegError)) throw error
    throw refuse(error.text.en, error.text.zh, error)
  }
  if (response.status >= 300) throw refuse(`it answered HTTP ${response.status}`, `应答为 HTTP ${response.status}`)
  const value = parse(response.body)
  const id = readPath(value, driver.id.split('.'))
  if (typeof id !== 'string' && typeof id !== 'number')
    throw refuse(`its answer has no "${driver.id}"`, `应答中没有 "${driver.id}"`)
  return { id: String(id), value: value as JsonObject }
}

/**
 * Whether the rest of a scenario can go on from the integration's own order: it asks the order step for nothing but
 * the number that the integration gives.
 */
export function continuesOwnOrder(driver: OrderDriver, steps: readonly ScenarioStep[]): boolean {
  const at = steps.findIndex((step) => step.operation !== undefined)
  const first = steps[at]
  if (!first) return false
  const asked = referencesTo(first, steps.slice(at + 1))
  return asked.length > 0 && asked.every((name) => name === driver.id)
}

/** What later steps may ask of the order step: its answer, and the order number under every name they use for it. */
export function namesOfOrder(
  order: PlacedByIntegration,
  step: ScenarioStep,
  later: readonly ScenarioStep[],
): JsonObject {
  return Object.fromEntries(referencesTo(step, later).map((name) => [name, order.id]))
}

/** The paths behind `${step.…}` in the values of later steps. */
function referencesTo(step: ScenarioStep, later: readonly ScenarioStep[]): readonly string[] {
  const found = JSON.stringify(later.map(({ params }) => params)).matchAll(/\$\{([^{}.]+)\.([^{}]+)\}/g)
  return [...found].filter(([, name]) => name === step.name).map(([, , path]) => path ?? '')
}

function parse(body: Uint8Array): Json {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8')) as Json
  } catch {
    return null
  }
}
