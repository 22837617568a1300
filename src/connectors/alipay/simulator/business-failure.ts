import type { SimulatedAnswer } from '../../../sdk/index.ts'
import { MESSAGES } from './codes.ts'

/** The code is documented, its wording is UNCONFIRMED: the platform's pages list these codes without a fixed text. */
export function businessFailure(code: string, text: string, rule: string): SimulatedAnswer {
  return { status: 200, body: { code: '40004', msg: MESSAGES['40004'], sub_code: code, sub_msg: text }, rule }
}
