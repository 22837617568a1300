import { IntegError } from '../../errors/integ-error.ts'
import { orderRequest } from '../../events/own-order.ts'
import type { CheckResult } from '../../sdk/check.ts'
import type { HttpResponse, Json } from '../../sdk/http.ts'
import type { Text } from '../../text/text.ts'
import { bodyOf, excerpt } from './facts.ts'
import type { PlacedOrder, StageSetup } from './types.ts'

/** Sends the request of integration.json's "orders" to the integration and reads the order's id from its answer. */
export async function placeOrder(setup: StageSetup): Promise<PlacedOrder> {
  const { driver, integration, http, signal } = setup
  const running = await integration.start()
  if (!driver || !running.ok)
    return {
      ok: false,
      result: {
        status: 'skip',
        summary: { en: 'no "orders" in integration.json', zh: 'integration.json 中没有 "orders"' },
      },
    }
  const request = orderRequest(driver, running.url)
  const started = performance.now()
  let response: HttpResponse
  try {
    response = await http.send(request, { timeoutMs: 30_000, signal })
  } catch (error) {
    signal.throwIfAborted()
    const said = error instanceof IntegError ? error.text : { en: String(error), zh: String(error) }
    return refused(driver.request, said, [], seeCalls)
  }
  const ms = Math.round(performance.now() - started)
  const shown = `HTTP ${response.status}, ${excerpt(bodyOf(response))}`
  const evidence = [{ en: `received: ${shown} (${ms} ms)`, zh: `收到：${shown}（${ms} 毫秒）` }]
  if (response.status >= 300)
    return refused(
      driver.request,
      { en: `it answered HTTP ${response.status}`, zh: `应答为 HTTP ${response.status}` },
      evidence,
      await fixOf(setup, response.status),
    )
  const answer = parse(bodyOf(response))
  const id = read(answer, driver.id)
  if (typeof id !== 'string' && typeof id !== 'number')
    return refused(
      driver.request,
      { en: `its answer has no "${driver.id}"`, zh: `应答中没有 "${driver.id}"` },
      evidence,
      correctOrders,
    )
  return { ok: true, id: String(id), answer: answer ?? null, status: response.status, ms }
}

const correctOrders: Text = {
  en: 'Correct "orders" in integration.json: "request" is the method and path with which the integration takes an order, "id" the member of its answer that holds the order number.',
  zh: '请修正 integration.json 中的 "orders"："request" 是集成接受下单的方法与路径，"id" 是应答中订单号所在的字段。',
}
const seeCalls: Text = {
  en: 'Look at calls.signed first: a call that the platform refused is the usual reason.',
  zh: '先看 calls.signed：常见原因是平台拒绝了调用。',
}
const useAddress: Text = {
  en: "The sandbox saw no call: read the integration's own log, and let it take the platform's address from the environment, as integ run sets it.",
  zh: '沙箱没有收到调用：请查看集成自身的日志，并从环境变量读取平台地址，变量与 integ run 设置的相同。',
}

/** 404 and 405: the integration has nothing there. Otherwise it depends on whether the platform was asked at all. */
async function fixOf(setup: StageSetup, status: number): Promise<Text> {
  if (status === 404 || status === 405) return correctOrders
  return (await setup.calls()).length > 0 ? seeCalls : useAddress
}

function refused(request: string, reason: Text, evidence: CheckResult['evidence'], fix: Text): PlacedOrder {
  return {
    ok: false,
    result: {
      status: 'fail',
      summary: { en: `${request}: ${reason.en}`, zh: `${request}：${reason.zh}` },
      cause: {
        en: 'The integration failed while it placed the order, or "orders" in integration.json does not fit it.',
        zh: '集成在下单时出错，或 integration.json 中的 "orders" 与其不符。',
      },
      ...(evidence ? { evidence } : {}),
      fixes: [fix],
    },
  }
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

/** `a.b` reaches into the answer. */
function read(value: Json | undefined, path: string): Json | undefined {
  return path.split('.').reduce<Json | undefined>((at, name) => {
    if (typeof at !== 'object' || at === null || Array.isArray(at)) return undefined
    return (at as { readonly [key: string]: Json })[name]
  }, value)
}
