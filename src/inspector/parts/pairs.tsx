import { layOut } from '../data/json-tokens.ts'
import { Json } from './json.tsx'
import { Visible } from './visible.tsx'

/** Names and values, one per line; JSON inside a value is laid out. */
export function Pairs({ pairs }: { readonly pairs: readonly (readonly [string, string])[] }) {
  return (
    <table class="pairs">
      <tbody>
        {pairs.map(([name, value], at) => (
          <tr key={`${at} ${name}`}>
            <th scope="row">{name}</th>
            <td>
              {/^\s*[[{]/.test(value) && layOut(value) ? (
                <pre class="inner">
                  <Json text={value} />
                </pre>
              ) : (
                <Visible text={value} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
