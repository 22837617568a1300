import { existsSync } from 'node:fs'
import { createApi } from './client.ts'
import { firstCall } from './first-call.ts'

if (existsSync('.env')) process.loadEnvFile('.env')

const { data, error, response } = await firstCall(createApi(process.env))
console.log(`{{operation}}: ${response.status} from ${new URL(response.url).host}`)
console.log(
  JSON.stringify(data ?? error, null, 2)
    .split('\n')
    .slice(0, 12)
    .join('\n'),
)
if (!response.ok) process.exitCode = 1
