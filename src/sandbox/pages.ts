import type { Credential } from '../sdk/auth.ts'
import type { HttpRequest } from '../sdk/http.ts'
import type { Page, SimulatedAnswer } from '../sdk/simulator.ts'
import type { Platform } from './platform.ts'
import { simulation, type Emission } from './simulate.ts'
import { decodePercent } from '../text/percent.ts'

export interface Visited {
  readonly answer: SimulatedAnswer
  readonly emissions: readonly Emission[]
}

/** The connector's page at this address, visited; undefined when there is none. */
export async function visitPage(platform: Platform, request: HttpRequest): Promise<Visited | undefined> {
  for (const page of platform.connector.simulator?.pages ?? []) {
    const params = matchPath(page, request)
    if (!params) continue
    const emissions: Emission[] = []
    const credentials = platform.credentials()
    const as = (credential: Credential) => simulation(platform, credential, emissions)
    const answer = await page.visit({ ...as(credentials[0] ?? {}), params, request, credentials, as })
    return { answer, emissions }
  }
  return undefined
}

/** The decoded `:name` parts; undefined when method or path differ. HEAD is answered like GET. */
function matchPath(page: Page, request: HttpRequest): Record<string, string> | undefined {
  const method = request.method === 'HEAD' ? 'GET' : request.method
  const wanted = page.path.split('/')
  const given = request.url.pathname.split('/')
  if (page.method !== method || wanted.length !== given.length) return undefined
  const params: Record<string, string> = {}
  for (const [at, part] of wanted.entries()) {
    const value = given[at] ?? ''
    if (!part.startsWith(':')) {
      if (part !== value) return undefined
    } else if (value === '') return undefined
    else params[part.slice(1)] = decodePercent(value)
  }
  return params
}
