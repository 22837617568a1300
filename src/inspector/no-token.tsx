import { Switches, type Settings } from './switches.tsx'
import { PageContext } from './data/context.ts'
import { createApi } from './data/api.ts'
import { Command } from './parts/copy.tsx'

/** The page holds nothing by itself: who may look shows it with the token of the address. */
export function NoToken({ isLost, settings }: { readonly isLost: boolean; readonly settings: Settings }) {
  const zh = settings.lang === 'zh'
  const page = { api: createApi('', () => undefined), lang: settings.lang, overview: undefined, now: 0 }
  return (
    <PageContext.Provider value={page}>
      <main class="gate">
        <h1>{zh ? '沙箱检查器' : 'Sandbox inspector'}</h1>
        <p>
          {isLost
            ? zh
              ? '沙箱已重新启动，这个页面的令牌不再有效。请在终端中运行：'
              : 'The sandbox was started anew and does not know this page any more. Run in a terminal:'
            : zh
              ? '打开此页面需要沙箱的令牌。请在终端中运行：'
              : 'This page needs the token of the sandbox. Run in a terminal:'}
        </p>
        <p>
          <Command line="integ sandbox open" />
        </p>
        <p class="faint">
          {zh
            ? '该命令会打开带令牌的地址。令牌只保存在本标签页中。'
            : 'It opens the address that carries the token. The token stays in this tab.'}
        </p>
        <Switches settings={settings} />
      </main>
    </PageContext.Provider>
  )
}
