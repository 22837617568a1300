import { render } from 'preact'
import { App } from './app.tsx'
import { takeToken } from './data/token.ts'

const place = document.getElementById('app')
const token = await takeToken()
if (place) render(<App token={token} />, place)
