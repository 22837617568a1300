import type { Connector } from '../sdk/connector.ts'
import type { HttpRequest, HttpResponse } from '../sdk/http.ts'
import { problemAnswer } from './problem-answer.ts'
import { routePlain, type Routed } from './route.ts'

/** HEAD on what the document gives only GET for. */
export function routeHead(connector: Connector, request: HttpRequest): Routed | undefined {
  return request.method === 'HEAD' ? routePlain(connector, { ...request, method: 'GET' }) : undefined
}

/** 204 or 405 for a path that the document knows with other methods; undefined when it does not know the path. */
export function answerMethod(connector: Connector, request: HttpRequest): HttpResponse | undefined {
  const methods = methodsOf(connector, request)
  if (methods.length === 0) return undefined
  const all = new Set(methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))
  const allow = [...all.add('OPTIONS')].join(', ')
  if (request.method === 'OPTIONS') return { kind: 'response', status: 204, headers: { allow }, body: new Uint8Array() }
  const { pathname } = request.url
  const facts = {
    status: 405,
    code: 'method-not-allowed',
    title: { en: `${pathname} does not take ${request.method}`, zh: `${pathname} 不支持 ${request.method}` },
    detail: { en: `It takes ${allow}.`, zh: `支持的方法：${allow}。` },
    headers: { allow },
  }
  return problemAnswer(facts, request)
}

/** Asks the protocol method by method: it alone knows the base paths of the servers. */
function methodsOf(connector: Connector, request: HttpRequest): readonly string[] {
  const known = [...new Set(connector.operations().map(({ method }) => method))]
  return known.filter((method) => {
    const routed = routePlain(connector, { ...request, method, body: new Uint8Array() })
    return routed !== undefined && !hasOpenEnd(routed)
  })
}

/** A last parameter that swallowed slashes: more likely a path that does not exist. */
function hasOpenEnd({ operation, params }: Routed): boolean {
  return (operation?.parameters ?? []).some(
    ({ name, in: place }) => place === 'path' && JSON.stringify(params[name] ?? '').includes('/'),
  )
}
