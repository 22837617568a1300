import type { ActionInfo } from '../../sandbox/act.ts'
import { useT } from '../data/context.ts'
import { go, type Route } from '../data/route.ts'
import { useAsk } from '../data/use-ask.ts'
import { Empty, Problem } from '../parts/problem.tsx'
import { Search, Toolbar } from '../parts/toolbar.tsx'
import { ActionForm } from './action-form.tsx'

/** What people do on the platform: pay, cancel, authorise. */
export function ActionsView({ route }: { readonly route: Route }) {
  const t = useT()
  const { value, failure } = useAsk<{ actions: readonly ActionInfo[] }>('actions')
  const { q = '', ...given } = route.query
  const wanted = q.toLowerCase()
  const actions = (value?.actions ?? []).filter(({ id, summary }) =>
    `${id} ${summary.en} ${summary.zh}`.toLowerCase().includes(wanted),
  )
  const [id = actions[0]?.id] = route.path
  const chosen = value?.actions.find((action) => action.id === id)
  return (
    <>
      <Toolbar title={t({ en: 'Actions', zh: '操作' })} count={actions.length}>
        <Search
          value={q}
          onChange={(text) => go({ ...route, query: { q: text } }, true)}
          hint={t({ en: 'Pay, scan, authorise', zh: '付款、扫码、授权' })}
        />
      </Toolbar>
      <Problem failure={failure} />
      {value && value.actions.length === 0 ? (
        <Empty title={t({ en: 'There is nothing that people can do here.', zh: '这里没有可执行的操作。' })} />
      ) : (
        <div class="columns">
          <nav class="choices" aria-label={t({ en: 'Actions', zh: '操作' })}>
            {actions.map((action) => (
              <button
                key={action.id}
                type="button"
                aria-current={action.id === id}
                onClick={() => go({ view: 'actions', path: [action.id], query: q === '' ? {} : { q } }, true)}
              >
                <span class="mono strong">{action.id}</span>
                <span class="faint">{t(action.summary)}</span>
              </button>
            ))}
          </nav>
          <div class="sheet">{chosen ? <ActionForm key={chosen.id} action={chosen} given={given} /> : null}</div>
        </div>
      )}
    </>
  )
}
