import { existsSync } from 'node:fs'
import { createAlipay } from './alipay.ts'
import { createApp, NOTIFY_PATH, RETURN_PATH } from './app.ts'
import { ConfigError, readConfig, type Config } from './config.ts'
import { createMemoryStore } from './orders.ts'
import { reconcileWaiting } from './payments.ts'

const log = (line: string) => console.log(`${new Date().toISOString().slice(11, 19)} ${line}`)

function load(): Config | undefined {
  try {
    if (existsSync('.env')) process.loadEnvFile('.env')
    return readConfig(process.env)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    console.error(`${error.message}\n\nWith the sandbox: {{run}} dev. With Alipay: copy .env.example to .env.`)
    process.exitCode = 1
    return undefined
  }
}

function serve(config: Config): void {
  const ports = {
    alipay: createAlipay(config.alipay),
    orders: createMemoryStore(),
    appId: config.alipay.appId,
    notifyUrl: config.publicUrl + NOTIFY_PATH,
    returnUrl: config.publicUrl + RETURN_PATH,
    now: () => new Date(),
    log,
  }
  const server = createApp(ports)
  const timer =
    config.reconcileSeconds > 0
      ? setInterval(
          () => void reconcileWaiting(ports, (error) => log(`could not reconcile: ${String(error)}`)),
          config.reconcileSeconds * 1000,
        )
      : undefined
  const stop = () => {
    clearInterval(timer)
    server.close()
    server.closeIdleConnections()
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  server.on('error', (error) => {
    console.error(`Cannot listen on ${config.host}:${config.port}: ${error.message}`)
    process.exitCode = 1
    stop()
  })
  server.listen(config.port, config.host, () =>
    log(`ready on http://${config.host}:${config.port}, Alipay at ${config.alipay.gateway}`),
  )
}

const config = load()
if (config) serve(config)
