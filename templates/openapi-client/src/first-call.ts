import type { Api } from './client.ts'

/** One call with sample values, checked against the document when this project is compiled. */
export function firstCall(api: Api) {
  return api.{{method}}({{path}}, {{params}})
}
