import { join } from 'node:path'
import type { CommandContext } from '../cli/context.ts'
import { call } from '../call/call.ts'
import { firstRunFailed } from '../errors/catalog/create.ts'
import { cancelled } from '../errors/catalog/terminal.ts'
import { IntegError } from '../errors/integ-error.ts'
import { integrationEnvironment } from '../profiles/environment.ts'
import { startRedirect } from '../proxy/redirect.ts'
import { PROJECT_FILE, readProject, type OrderDriver } from '../project/project.ts'
import type { Acted } from '../sandbox/client.ts'
import type { RequestRecord } from '../sandbox/log.ts'
import type { Text } from '../text/text.ts'
import type { Plan } from './choose.ts'
import { installEnv } from './install.ts'
import { lastLines } from './last-lines.ts'
import { startProjectServer, type ProjectServer } from './project-server.ts'
import type { FirstRun } from './template.ts'
import { watchRequests } from './watch-requests.ts'

/** What happened when the new project ran for the first time, in order. Times in milliseconds. */
export interface OrderRun {
  readonly kind: 'order'
  readonly connector: string
  readonly order: { readonly request: string; readonly id: string; readonly ms: number }
  /** The calls that the project itself made at the platform. */
  readonly calls: readonly { readonly operation: string; readonly verified: boolean | null; readonly ms: number }[]
  readonly action: { readonly id: string }
  readonly event: {
    readonly type: string
    readonly path: string
    readonly status: number
    readonly answer: string
    readonly acknowledged: boolean
    readonly ms: number
  }
  readonly query: {
    readonly operation: string
    readonly verified: boolean
    readonly value: unknown
    readonly ms: number
  }
}
export interface ScriptRun {
  readonly kind: 'script'
  readonly command: string
  readonly lines: readonly string[]
}
export type FirstRunResult = OrderRun | ScriptRun

type Ports = Pick<
  CommandContext,
  | 'env'
  | 'exec'
  | 'http'
  | 'signal'
  | 'sandbox'
  | 'registry'
  | 'callPorts'
  | 'redactor'
  | 'clock'
  | 'random'
  | 'paths'
  | 'defer'
>

/** Shows that the new project works; everything that it starts has ended when it returns. Throws `first-run-failed`. */
export async function runFirst(plan: Plan, ports: Ports): Promise<FirstRunResult | undefined> {
  const { firstRun } = plan.template
  if (!firstRun) return undefined
  try {
    return firstRun.kind === 'order'
      ? await placeFirstOrder(plan, firstRun, ports)
      : await runScript(plan, firstRun, ports)
  } catch (error) {
    if (ports.signal.aborted) throw cancelled({}, { cause: error })
    if (error instanceof IntegError && error.code !== 'first-run-failed' && error.category !== 'bug')
      throw failure(plan, { en: 'The first run', zh: '首次运行' }, error.text.en, '', error)
    throw error
  }
}

async function placeFirstOrder(plan: Plan, run: FirstRun & { kind: 'order' }, ports: Ports): Promise<OrderRun> {
  const { root } = plan.target
  const project = readProject(join(root, PROJECT_FILE))
  const driver = project.orders[run.connector]
  const step = { en: 'Reading integration.json', zh: '读取 integration.json' }
  if (!driver || !project.start || !project.url) throw failure(plan, step, '"start", "url" or "orders" is missing', '')

  const sandbox = await ports.sandbox({ state: join(root, '.integ', 'sandbox') })
  const callPorts = await ports.callPorts()
  const connector = await (await ports.registry()).get(run.connector)
  const { credential } = await callPorts.credential(connector, { environment: 'local' })
  const platformUrl = (await callPorts.localUrl(connector)).origin
  const watch = await watchRequests(sandbox.client, run.connector)
  const env = { ...installEnv(ports.env), ...integrationEnvironment(connector, credential, platformUrl) }
  const platforms = [{ id: connector.id, manifest: connector.manifest, url: platformUrl }]
  const redirect = await startRedirect({ platforms, env, cwd: root, packageRoot: ports.paths.packageRoot }, ports)
  if (redirect) ports.defer(() => redirect.close())
  for (const secret of redirect?.secrets ?? []) ports.redactor.add(secret)
  const server = await startProjectServer(
    {
      root,
      start: project.start,
      url: project.url,
      env: { ...env, ...redirect?.variables },
      fail: (reason, output) => failure(plan, { en: 'Starting its server', zh: '启动项目服务' }, reason, output),
    },
    ports,
  )
  try {
    const order = await place(driver, server, plan)
    // Its own calls are over; what follows is ours.
    const calls = await watch.stop()
    const { events } = await sandbox.client.act(run.pay, { [driver.id]: order.id })
    const event = eventOf(events, server, plan)
    const { outcome } = await call(
      { operation: run.query, connector: run.connector, environment: 'local', values: { [driver.id]: order.id } },
      callPorts,
    )
    const asked = { en: `Asking ${run.query}`, zh: `调用 ${run.query}` }
    if (outcome.error) throw failure(plan, asked, `${outcome.error.code}: ${outcome.error.message}`, '')
    const query = {
      operation: run.query,
      verified: outcome.trust.kind === 'verified',
      value: outcome.value,
      ms: ms(outcome.exchange.ms),
    }
    return {
      kind: 'order',
      connector: run.connector,
      order,
      calls: calls.map(callOf),
      action: { id: run.pay },
      event,
      query,
    }
  } finally {
    // First: whatever else fails, nothing of the project may be left running.
    await server.stop()
    try {
      await watch.stop()
    } finally {
      await sandbox.close()
    }
  }
}

async function place(driver: OrderDriver, server: ProjectServer, plan: Plan): Promise<OrderRun['order']> {
  const [method = 'POST', path = '/'] = driver.request.split(' ')
  const answer = await server.send(method, path, driver.body)
  const id = answer.body[driver.id]
  if (answer.status < 300 && typeof id === 'string') return { request: driver.request, id, ms: answer.ms }
  const reason = `${answer.status} ${JSON.stringify(answer.body)}`
  throw failure(
    plan,
    { en: `${driver.request} at its server`, zh: `请求项目服务的 ${driver.request} ` },
    reason,
    server.output(),
  )
}

function eventOf(events: Acted['events'], server: ProjectServer, plan: Plan): OrderRun['event'] {
  const event = events[0]
  const delivery = event?.deliveries.find(({ url }) => url.startsWith(server.url))
  const step = { en: 'Delivering the event to its server', zh: '向项目服务投递事件' }
  if (!event || !delivery) throw failure(plan, step, 'no event was sent to it', server.output())
  const answer = delivery.response?.body ?? ''
  const reason = delivery.error ?? `it answered ${delivery.response?.status} "${answer}"`
  if (!delivery.acknowledged) throw failure(plan, step, reason, server.output())
  return {
    type: event.type,
    path: new URL(delivery.url).pathname,
    status: delivery.response?.status ?? 0,
    answer,
    acknowledged: delivery.acknowledged,
    ms: ms(delivery.ms),
  }
}

const callOf = (record: RequestRecord) => ({
  operation: record.operation ?? record.path,
  verified: record.verified,
  ms: ms(record.ms),
})

async function runScript(plan: Plan, run: FirstRun & { kind: 'script' }, ports: Ports): Promise<ScriptRun> {
  const { name } = plan.packageManager
  const exec = await ports.exec()
  const command = `${plan.packageManager.run} ${run.script}`
  const result = await exec.run(name, ['run', '--silent', run.script], {
    cwd: plan.target.root,
    env: installEnv(ports.env),
    output: 'capture',
    signal: ports.signal,
  })
  if (result.code !== 0)
    throw failure(plan, { en: command, zh: `${command} ` }, `it ended with ${result.code}`, result.output)
  const lines = lastLines(result.output, 16).split('\n')
  return { kind: 'script', command, lines: lines.filter((line) => !/^[>$] /.test(line)) }
}

function failure(plan: Plan, step: Text, reason: string, output: string, cause?: unknown): IntegError {
  const { shown } = plan.target
  const repeat = `${shown === '.' ? '' : `cd ${shown} && `}${plan.packageManager.run} dev`
  return firstRunFailed({ folder: shown, step, reason, output: lastLines(output, 12), repeat }, { cause })
}

const ms = (value: number): number => Math.round(value)
