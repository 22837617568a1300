import type { ExchangeView } from '../../sandbox/exchange-view.ts'
import type { Problem } from '../../sdk/operation.ts'
import { useT } from '../data/context.ts'
import { Empty } from '../parts/problem.tsx'

/** What the document says against the request. */
export function Validation({ view: { problems, record, signature } }: { readonly view: ExchangeView }) {
  const t = useT()
  if (problems.length === 0)
    return (
      <Empty
        title={
          signature?.ok === false || record.operation === undefined
            ? t({
                en: 'It did not come to this: the request was refused before.',
                zh: '未进行到这一步：请求在此之前已被拒绝。',
              })
            : t({ en: 'The request fits the document.', zh: '请求符合接口文档。' })
        }
      />
    )
  const place = (problem: Problem): string => `${problem.place}${problem.at}`
  return (
    <table class="rows">
      <thead>
        <tr>
          <th scope="col">{t({ en: 'Where', zh: '位置' })}</th>
          <th scope="col">{t({ en: 'What is wrong', zh: '问题' })}</th>
        </tr>
      </thead>
      <tbody>
        {problems.map((problem, at) => (
          <tr key={at}>
            <td class="mono">{place(problem)}</td>
            <td>{t(problem.message)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
