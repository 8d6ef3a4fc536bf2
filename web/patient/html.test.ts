import { describe, expect, it } from 'vitest'
import { html } from './html.ts'

describe('html', () => {
  it('escapes whatever text comes in, in content and in attributes', () => {
    const name = `<script>alert("1")</script> & 'so'`
    expect(html`<p title="${name}">${name}</p>`.text).toBe(
      '<p title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;so&#39;">' +
        '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;so&#39;</p>',
    )
  })

  it('takes markup, lists and numbers as they are, and nothing for what is left out', () => {
    const items = ['a', '<b>'].map((item) => html`<li>${item}</li>`)
    expect(html`<ul>${items}</ul>${3}${null}${false}`.text).toBe('<ul><li>a</li><li>&lt;b&gt;</li></ul>3')
  })
})
